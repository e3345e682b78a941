package dev.tradespace.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.run.Lane.Phase;
import dev.tradespace.core.sweep.Lease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A lane in a world that answers each command once, in any way it may, at any time, and interrupts as it likes. */
class LanePropertyTest {
    private static final int EVENTS = 120;

    /** The world around a lane: what it was asked and has not answered yet, and what became of each lease. */
    private static final class World {
        private final Random random;
        private final List<String> history = new ArrayList<>();
        private final List<LaneCommand> unanswered = new ArrayList<>();
        private final List<Lease> leases = new ArrayList<>();
        private final Map<Lease, Integer> measurements = new HashMap<>();
        private final Set<Lease> ended = new HashSet<>();
        private final Set<Long> cancelled = new HashSet<>();
        private Lane lane = Lane.idle();
        private boolean stopping;
        private int halts;
        private int aborts;

        World(long seed) {
            random = new Random(seed);
        }

        void tell(LaneEvent event) {
            Lane.Step step = lane.step(event);
            lane = step.lane();
            history.add(event + " -> " + lane.phase() + " " + step.commands());
            step.commands().forEach(this::obey);
            assertTrue(unanswered.size() <= 1, () -> "more than one command at once:\n" + this);
            assertEquals(halts > 0, lane.phase() == Phase.STOPPED, this::toString);
        }

        private void obey(LaneCommand command) {
            assertEquals(0, halts, () -> "a command after the last:\n" + this);
            if (command instanceof LaneCommand.Halt) {
                halts++;
            } else if (command instanceof LaneCommand.Abort) {
                aborts++;
                assertTrue(
                        aborts == 1
                                && (unanswered.get(0) instanceof LaneCommand.Measure
                                        || unanswered.get(0) instanceof LaneCommand.Prepare),
                        () -> "an abort without a worker, or a second one:\n" + this);
            } else if (command instanceof LaneCommand.PutBack back) {
                end(back.lease());
            } else {
                assertTrue(!stopping || storing(command), () -> "work was begun after the stop:\n" + this);
                unanswered.add(command);
                if (command instanceof LaneCommand.Measure measure) {
                    assertTrue(
                            measurements.merge(measure.lease(), 1, Integer::sum) <= Lane.MEASUREMENTS, this::toString);
                } else if (command instanceof LaneCommand.Complete complete) {
                    end(complete.lease());
                } else if (command instanceof LaneCommand.Fail fail) {
                    end(fail.lease());
                } else if (command instanceof LaneCommand.GiveUp up) {
                    end(up.lease());
                    assertTrue(cancelled.contains(up.lease().sweep()), this::toString);
                } else if (command instanceof LaneCommand.Retry retry) {
                    end(retry.lease());
                    assertTrue(retry.lease().attempt() < Lane.ATTEMPTS, this::toString);
                }
            }
        }

        private static boolean storing(LaneCommand command) {
            return command instanceof LaneCommand.Complete
                    || command instanceof LaneCommand.Fail
                    || command instanceof LaneCommand.GiveUp
                    || command instanceof LaneCommand.Retry;
        }

        private void end(Lease lease) {
            assertTrue(ended.add(lease), () -> "a lease ended twice:\n" + this);
        }

        void answer() {
            LaneCommand command = unanswered.remove(random.nextInt(unanswered.size()));
            aborts = 0;
            if (command instanceof LaneCommand.Measure) {
                tell(
                        switch (random.nextInt(4)) {
                            case 0 -> LaneSamples.measured(LaneSamples.reading(1 + random.nextInt(9), 0));
                            case 1 ->
                                LaneSamples.measured(LaneSamples.reading(1 + random.nextInt(9), 1 + random.nextInt(3)));
                            case 2 -> LaneSamples.failed(LaneSamples.DIED);
                            default -> LaneSamples.failed(LaneSamples.REFUSED);
                        });
            } else if (command instanceof LaneCommand.Prepare) {
                tell(
                        random.nextInt(5) > 0
                                ? new LaneEvent.Prepared(LaneSamples.MODEL)
                                : new LaneEvent.NotPrepared(
                                        random.nextBoolean() ? LaneSamples.REFUSED : LaneSamples.DIED));
            } else if (random.nextInt(8) == 0) {
                tell(new LaneEvent.StoreBroken("no luck"));
            } else if (command instanceof LaneCommand.TakeLease) {
                if (random.nextInt(4) > 0) {
                    leases.add(LaneSamples.lease(leases.size() + 1, 1 + random.nextInt(2)));
                    tell(new LaneEvent.Leased(leases.get(leases.size() - 1)));
                } else {
                    tell(new LaneEvent.NoJob());
                }
            } else {
                tell(random.nextInt(6) > 0 ? new LaneEvent.Stored() : new LaneEvent.NotStored());
            }
        }

        void interrupt() {
            int kind = random.nextInt(leases.isEmpty() ? 2 : 6);
            if (kind < 2) {
                tell(new LaneEvent.Woken());
            } else if (kind < 4) {
                tell(new LaneEvent.LeaseLost(leases.get(random.nextInt(leases.size()))));
            } else {
                long sweep = 1L + random.nextInt(2);
                cancelled.add(sweep);
                tell(new LaneEvent.SweepCancelled(sweep));
            }
        }

        void live(int events) {
            for (int i = 0; i < events; i++) {
                if (!unanswered.isEmpty() && random.nextInt(3) > 0) {
                    answer();
                } else {
                    interrupt();
                }
            }
        }

        void stop() {
            stopping = true;
            tell(new LaneEvent.StopRequested());
        }

        @Override
        public String toString() {
            return String.join("\n", history);
        }
    }

    @Property
    void neverWantsTwoThingsAtOnceAndEndsEachLeaseOnce(@ForAll long seed) {
        World world = new World(seed);
        world.live(EVENTS);
        assertNotEquals(Phase.STOPPED, world.lane.phase(), world::toString);
    }

    @Property
    void comesToRestOnceTheAnswersHaveComeThatWereOutstandingWhenItWasAskedToStop(@ForAll long seed) {
        World world = new World(seed);
        world.live(world.random.nextInt(EVENTS));
        world.stop();
        world.live(world.random.nextInt(5));
        while (!world.unanswered.isEmpty()) {
            world.answer();
        }
        assertEquals(Phase.STOPPED, world.lane.phase(), world::toString);
        assertEquals(1, world.halts);
        world.live(10);
        assertEquals(1, world.halts, "nothing follows the last command");
    }

    @Property
    void alwaysGoesOnToTheNextJob(@ForAll long seed) {
        World world = new World(seed);
        world.live(EVENTS);
        int before = world.leases.size();
        for (int i = 0; i < 200 && world.leases.size() == before; i++) {
            if (world.unanswered.isEmpty()) {
                world.tell(new LaneEvent.Woken());
            } else {
                world.answer();
            }
        }
        assertTrue(world.leases.size() > before, () -> "it never leased again:\n" + world);
    }
}
