package dev.tradespace.core.run;

import static dev.tradespace.core.run.Interleaving.BROKEN;
import static dev.tradespace.core.run.Interleaving.CANCELLED;
import static dev.tradespace.core.run.Interleaving.CLEAN;
import static dev.tradespace.core.run.Interleaving.COMPLETE;
import static dev.tradespace.core.run.Interleaving.JOB;
import static dev.tradespace.core.run.Interleaving.LEASED;
import static dev.tradespace.core.run.Interleaving.LOST;
import static dev.tradespace.core.run.Interleaving.MEASURE;
import static dev.tradespace.core.run.Interleaving.NEXT;
import static dev.tradespace.core.run.Interleaving.NOT_STORED;
import static dev.tradespace.core.run.Interleaving.NO_JOB;
import static dev.tradespace.core.run.Interleaving.PREPARE;
import static dev.tradespace.core.run.Interleaving.PREPARED;
import static dev.tradespace.core.run.Interleaving.STOP;
import static dev.tradespace.core.run.Interleaving.STORED;
import static dev.tradespace.core.run.Interleaving.TAKE;
import static dev.tradespace.core.run.Interleaving.UNTIL_MEASURING;
import static dev.tradespace.core.run.Interleaving.WOKEN;
import static dev.tradespace.core.run.Interleaving.commands;
import static dev.tradespace.core.run.Interleaving.events;
import static dev.tradespace.core.run.Interleaving.follows;
import static dev.tradespace.core.run.Interleaving.measuringThen;
import static dev.tradespace.core.run.Interleaving.row;
import static dev.tradespace.core.run.LaneSamples.DIED;
import static dev.tradespace.core.run.LaneSamples.MODEL;
import static dev.tradespace.core.run.LaneSamples.REFUSED;
import static dev.tradespace.core.run.LaneSamples.failed;
import static dev.tradespace.core.run.LaneSamples.lease;
import static dev.tradespace.core.run.LaneSamples.measured;
import static dev.tradespace.core.run.LaneSamples.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.run.Interleaving.Walk;
import dev.tradespace.core.run.Lane.Phase;
import dev.tradespace.core.sweep.Lease;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A lane at work: each case a list of events with the commands that must follow. */
class LaneTest {
    static Stream<Arguments> work() {
        return Stream.of(
                row(
                        "a job from waking to the next look",
                        measuringThen(measured(CLEAN), STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.LEASING),
                row("no job", events(WOKEN, NO_JOB), commands(TAKE), Phase.IDLE),
                row("woken again after resting", events(WOKEN, NO_JOB, WOKEN), commands(TAKE, TAKE), Phase.LEASING),
                row(
                        "work that arrives while looking is looked for once more",
                        events(WOKEN, WOKEN, WOKEN, NO_JOB, NO_JOB),
                        commands(TAKE, TAKE),
                        Phase.IDLE),
                row(
                        "work that arrives while measuring needs no second look",
                        measuringThen(WOKEN, measured(CLEAN), STORED, NO_JOB),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.IDLE),
                row(
                        "a training whose worker dies: it goes on from its checkpoint",
                        events(WOKEN, LEASED, new LaneEvent.NotPrepared(DIED), STORED),
                        commands(TAKE, PREPARE, new LaneCommand.Retry(JOB, DIED), TAKE),
                        Phase.LEASING),
                row(
                        "a model that cannot be built",
                        events(WOKEN, LEASED, new LaneEvent.NotPrepared(REFUSED), STORED),
                        commands(TAKE, PREPARE, new LaneCommand.Fail(JOB, REFUSED), TAKE),
                        Phase.LEASING),
                row(
                        "a worker that died is tried again by whoever leases next",
                        measuringThen(failed(DIED), STORED),
                        commands(TAKE, PREPARE, MEASURE, new LaneCommand.Retry(JOB, DIED), TAKE),
                        Phase.LEASING),
                row(
                        "a failure that would come again",
                        measuringThen(failed(REFUSED), STORED),
                        commands(TAKE, PREPARE, MEASURE, new LaneCommand.Fail(JOB, REFUSED), TAKE),
                        Phase.LEASING),
                row(
                        "a noisy measurement is taken again, and the clean one kept",
                        measuringThen(measured(reading(9, 1)), measured(CLEAN)),
                        commands(TAKE, PREPARE, MEASURE, MEASURE, COMPLETE),
                        Phase.STORING),
                row(
                        "the next job begins without the readings of the last",
                        measuringThen(
                                measured(reading(9, 1)),
                                measured(CLEAN),
                                STORED,
                                new LaneEvent.Leased(NEXT),
                                PREPARED,
                                measured(reading(8, 1))),
                        commands(
                                TAKE,
                                PREPARE,
                                MEASURE,
                                MEASURE,
                                COMPLETE,
                                TAKE,
                                new LaneCommand.Prepare(NEXT),
                                new LaneCommand.Measure(NEXT, MODEL),
                                new LaneCommand.Measure(NEXT, MODEL)),
                        Phase.MEASURING),
                row("a store that breaks while looking", events(WOKEN, BROKEN), commands(TAKE), Phase.IDLE),
                row(
                        "a store that breaks while keeping: the lease runs out by itself",
                        measuringThen(measured(CLEAN), BROKEN, WOKEN),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.LEASING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    void works(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        follows(events, commands, phase);
    }

    @Test
    void measuresADisturbedJobABoundedNumberOfTimesAndKeepsTheCalmestReading() {
        Reading worse = reading(7, 2);
        Reading slower = reading(9, 1);
        Reading faster = reading(8, 1);
        for (List<Reading> readings :
                List.of(List.of(slower, faster), List.of(worse, faster), List.of(faster, worse))) {
            Walk walk = Walk.through(measuringThen(measured(readings.get(0)), measured(readings.get(1))));
            assertEquals(
                    commands(TAKE, PREPARE, MEASURE, MEASURE, new LaneCommand.Complete(JOB, faster)), walk.commands());
        }
        assertEquals(2, Lane.MEASUREMENTS, "the lists above hold as many");
    }

    @Test
    void keepsADisturbedReadingWhenTheSecondMeasurementFails() {
        Reading noisy = reading(9, 1);
        assertEquals(
                commands(TAKE, PREPARE, MEASURE, MEASURE, new LaneCommand.Complete(JOB, noisy)),
                Walk.through(measuringThen(measured(noisy), failed(DIED))).commands());
    }

    @Test
    void retriesABoundedNumberOfTimes() {
        for (int attempt = 1; attempt <= Lane.ATTEMPTS + 1; attempt++) {
            Lease lease = lease(1, attempt);
            List<LaneCommand> commands = Walk.through(
                            events(WOKEN, new LaneEvent.Leased(lease), PREPARED, failed(DIED)))
                    .commands();
            assertEquals(
                    attempt < Lane.ATTEMPTS ? new LaneCommand.Retry(lease, DIED) : new LaneCommand.Fail(lease, DIED),
                    commands.get(commands.size() - 1));
        }
    }

    /** Answers that cannot be meant for the phase, and so change nothing. */
    private static List<LaneEvent> late(Phase phase) {
        LaneEvent notPrepared = new LaneEvent.NotPrepared(REFUSED);
        LaneEvent dead = failed(new Outcome.Failure("late", "", true));
        LaneEvent other = new LaneEvent.LeaseLost(lease(9, 1));
        return switch (phase) {
            case IDLE -> List.of(LEASED, NO_JOB, PREPARED, notPrepared, dead, STORED, NOT_STORED, LOST, BROKEN, other);
            case LEASING -> List.of(PREPARED, notPrepared, dead, STORED, NOT_STORED, LOST, other);
            case PREPARING -> List.of(LEASED, NO_JOB, dead, STORED, NOT_STORED, BROKEN, other);
            case MEASURING -> List.of(LEASED, NO_JOB, PREPARED, notPrepared, STORED, NOT_STORED, BROKEN, other);
            case ABANDONING -> List.of(LEASED, NO_JOB, STORED, NOT_STORED, BROKEN, LOST, other);
            case GIVING_UP -> List.of(LEASED, NO_JOB, dead, STORED, NOT_STORED, BROKEN, CANCELLED, other);
            case STORING -> List.of(LEASED, NO_JOB, PREPARED, notPrepared, dead, LOST, CANCELLED, other);
            case STOPPED ->
                List.of(
                        WOKEN,
                        LEASED,
                        NO_JOB,
                        PREPARED,
                        notPrepared,
                        dead,
                        STORED,
                        NOT_STORED,
                        LOST,
                        BROKEN,
                        STOP,
                        other);
        };
    }

    private static Lane at(Phase phase) {
        return Walk.through(
                        switch (phase) {
                            case IDLE -> events();
                            case LEASING -> events(WOKEN);
                            case PREPARING -> events(WOKEN, LEASED);
                            case MEASURING -> UNTIL_MEASURING;
                            case ABANDONING -> measuringThen(LOST);
                            case GIVING_UP -> events(WOKEN, LEASED, CANCELLED);
                            case STORING -> measuringThen(measured(CLEAN));
                            case STOPPED -> events(STOP);
                        })
                .lane();
    }

    @ParameterizedTest
    @EnumSource
    void ignoresLateAnswers(Phase phase) {
        Lane lane = at(phase);
        assertEquals(phase, lane.phase());
        for (LaneEvent event : late(phase)) {
            Lane.Step step = lane.step(event);
            assertSame(lane, step.lane(), event::toString);
            assertEquals(List.of(), step.commands(), event::toString);
        }
    }
}
