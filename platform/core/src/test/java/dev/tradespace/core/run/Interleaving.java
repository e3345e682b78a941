package dev.tradespace.core.run;

import static dev.tradespace.core.run.LaneSamples.MODEL;
import static dev.tradespace.core.run.LaneSamples.lease;
import static dev.tradespace.core.run.LaneSamples.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.run.Lane.Phase;
import dev.tradespace.core.sweep.Lease;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** The words in which interleavings are written down: events that happen, and the commands that must follow. */
final class Interleaving {
    static final Lease JOB = lease(1, 1);
    static final Lease NEXT = lease(2, 1);
    static final Reading CLEAN = reading(5_000_000, 0);

    static final LaneEvent WOKEN = new LaneEvent.Woken();
    static final LaneEvent LEASED = new LaneEvent.Leased(JOB);
    static final LaneEvent NO_JOB = new LaneEvent.NoJob();
    static final LaneEvent PREPARED = new LaneEvent.Prepared(MODEL);
    static final LaneEvent STORED = new LaneEvent.Stored();
    static final LaneEvent LOST = new LaneEvent.LeaseLost(JOB);
    static final LaneEvent NOT_STORED = new LaneEvent.NotStored();
    static final LaneEvent BROKEN = new LaneEvent.StoreBroken("the disk is full");
    static final LaneEvent CANCELLED = new LaneEvent.SweepCancelled(1);
    static final LaneEvent STOP = new LaneEvent.StopRequested();

    static final LaneCommand TAKE = new LaneCommand.TakeLease();
    static final LaneCommand PREPARE = new LaneCommand.Prepare(JOB);
    static final LaneCommand MEASURE = new LaneCommand.Measure(JOB, MODEL);
    static final LaneCommand ABORT = new LaneCommand.Abort();
    static final LaneCommand COMPLETE = new LaneCommand.Complete(JOB, CLEAN);
    static final LaneCommand PUT_BACK = new LaneCommand.PutBack(JOB);
    static final LaneCommand GIVE_UP = new LaneCommand.GiveUp(JOB);
    static final LaneCommand HALT = new LaneCommand.Halt();

    static final List<LaneEvent> UNTIL_MEASURING = List.of(WOKEN, LEASED, PREPARED);

    private Interleaving() {}

    static List<LaneEvent> events(LaneEvent... events) {
        return List.of(events);
    }

    static List<LaneCommand> commands(LaneCommand... commands) {
        return List.of(commands);
    }

    static List<LaneEvent> measuringThen(LaneEvent... further) {
        List<LaneEvent> all = new ArrayList<>(UNTIL_MEASURING);
        all.addAll(List.of(further));
        return all;
    }

    /** The lane after events, and all commands it gave on the way. */
    record Walk(Lane lane, List<LaneCommand> commands) {
        static Walk through(List<LaneEvent> events) {
            Lane lane = Lane.idle();
            List<LaneCommand> commands = new ArrayList<>();
            for (LaneEvent event : events) {
                Lane.Step step = lane.step(event);
                lane = step.lane();
                commands.addAll(step.commands());
            }
            return new Walk(lane, commands);
        }
    }

    static Arguments row(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        return arguments(name, events, commands, phase);
    }

    static void follows(List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        Walk walk = Walk.through(events);
        assertEquals(commands, walk.commands());
        assertEquals(phase, walk.lane().phase());
    }
}
