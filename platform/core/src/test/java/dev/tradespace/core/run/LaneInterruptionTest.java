package dev.tradespace.core.run;

import static dev.tradespace.core.run.Interleaving.ABORT;
import static dev.tradespace.core.run.Interleaving.BROKEN;
import static dev.tradespace.core.run.Interleaving.CANCELLED;
import static dev.tradespace.core.run.Interleaving.CLEAN;
import static dev.tradespace.core.run.Interleaving.COMPLETE;
import static dev.tradespace.core.run.Interleaving.GIVE_UP;
import static dev.tradespace.core.run.Interleaving.HALT;
import static dev.tradespace.core.run.Interleaving.LEASED;
import static dev.tradespace.core.run.Interleaving.LOST;
import static dev.tradespace.core.run.Interleaving.MEASURE;
import static dev.tradespace.core.run.Interleaving.NEXT;
import static dev.tradespace.core.run.Interleaving.NOT_STORED;
import static dev.tradespace.core.run.Interleaving.NO_JOB;
import static dev.tradespace.core.run.Interleaving.PREPARE;
import static dev.tradespace.core.run.Interleaving.PREPARED;
import static dev.tradespace.core.run.Interleaving.PUT_BACK;
import static dev.tradespace.core.run.Interleaving.STOP;
import static dev.tradespace.core.run.Interleaving.STORED;
import static dev.tradespace.core.run.Interleaving.TAKE;
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

import dev.tradespace.core.run.Lane.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A lane that is asked to stop, or loses its lease, in every phase. */
class LaneInterruptionTest {
    static Stream<Arguments> leaseLost() {
        return Stream.of(
                row("while idle", events(LOST), commands(), Phase.IDLE),
                row("while looking", events(WOKEN, LOST), commands(TAKE), Phase.LEASING),
                row(
                        "while preparing: it is interrupted and awaited",
                        events(WOKEN, LEASED, LOST),
                        commands(TAKE, PREPARE, ABORT),
                        Phase.ABANDONING),
                row(
                        "while preparing, and the file comes",
                        events(WOKEN, LEASED, LOST, PREPARED),
                        commands(TAKE, PREPARE, ABORT, TAKE),
                        Phase.LEASING),
                row(
                        "while preparing, and the file does not come",
                        events(WOKEN, LEASED, LOST, new LaneEvent.NotPrepared(DIED)),
                        commands(TAKE, PREPARE, ABORT, TAKE),
                        Phase.LEASING),
                row(
                        "while measuring: the worker is killed and awaited",
                        measuringThen(LOST),
                        commands(TAKE, PREPARE, MEASURE, ABORT),
                        Phase.ABANDONING),
                row(
                        "while measuring, and the worker is dead",
                        measuringThen(LOST, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, TAKE),
                        Phase.LEASING),
                row(
                        "while measuring, and the worker was faster: its reading is nobody's",
                        measuringThen(LOST, measured(CLEAN)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, TAKE),
                        Phase.LEASING),
                row(
                        "twice while measuring",
                        measuringThen(LOST, LOST),
                        commands(TAKE, PREPARE, MEASURE, ABORT),
                        Phase.ABANDONING),
                row(
                        "while keeping, and so nothing is kept",
                        measuringThen(measured(CLEAN), NOT_STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.LEASING),
                row(
                        "by a renewal that the completion has overtaken: its own answer is awaited",
                        measuringThen(measured(CLEAN), LOST),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE),
                        Phase.STORING),
                row(
                        "said late, while the next job is measured",
                        measuringThen(measured(CLEAN), STORED, new LaneEvent.Leased(NEXT), PREPARED, LOST),
                        commands(
                                TAKE,
                                PREPARE,
                                MEASURE,
                                COMPLETE,
                                TAKE,
                                new LaneCommand.Prepare(NEXT),
                                new LaneCommand.Measure(NEXT, MODEL)),
                        Phase.MEASURING),
                row(
                        "said of an earlier try of the same job",
                        events(WOKEN, new LaneEvent.Leased(lease(1, 2)), LOST),
                        commands(TAKE, new LaneCommand.Prepare(lease(1, 2))),
                        Phase.PREPARING));
    }

    static Stream<Arguments> stops() {
        return Stream.of(
                row("while idle", events(STOP), commands(HALT), Phase.STOPPED),
                row("while looking: the answer is awaited", events(WOKEN, STOP), commands(TAKE), Phase.LEASING),
                row(
                        "while looking, and there is a job",
                        events(WOKEN, STOP, LEASED),
                        commands(TAKE, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while looking, and there is none",
                        events(WOKEN, STOP, NO_JOB),
                        commands(TAKE, HALT),
                        Phase.STOPPED),
                row(
                        "while looking, and more work arrives",
                        events(WOKEN, STOP, WOKEN, NO_JOB),
                        commands(TAKE, HALT),
                        Phase.STOPPED),
                row(
                        "while looking, and the store breaks",
                        events(WOKEN, STOP, BROKEN),
                        commands(TAKE, HALT),
                        Phase.STOPPED),
                row(
                        "while preparing",
                        events(WOKEN, LEASED, STOP, PREPARED),
                        commands(TAKE, PREPARE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while preparing, and it fails",
                        events(WOKEN, LEASED, STOP, new LaneEvent.NotPrepared(REFUSED)),
                        commands(TAKE, PREPARE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while preparing, and the lease is lost",
                        events(WOKEN, LEASED, STOP, LOST, PREPARED),
                        commands(TAKE, PREPARE, ABORT, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring: the worker is killed and awaited",
                        measuringThen(STOP),
                        commands(TAKE, PREPARE, MEASURE, ABORT),
                        Phase.MEASURING),
                row(
                        "while measuring, and the worker is dead",
                        measuringThen(STOP, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring, and the worker was faster: what it measured is kept",
                        measuringThen(STOP, measured(CLEAN), STORED),
                        commands(TAKE, PREPARE, MEASURE, ABORT, COMPLETE, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring, and the worker was faster, but disturbed",
                        measuringThen(STOP, measured(reading(9, 1))),
                        commands(TAKE, PREPARE, MEASURE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring again",
                        measuringThen(measured(reading(9, 1)), STOP, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, MEASURE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring, and the lease is lost: the worker is killed once",
                        measuringThen(STOP, LOST, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, HALT),
                        Phase.STOPPED),
                row(
                        "while a worker without a lease dies",
                        measuringThen(LOST, STOP, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, HALT),
                        Phase.STOPPED),
                row(
                        "while keeping",
                        measuringThen(measured(CLEAN), STOP, STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, HALT),
                        Phase.STOPPED),
                row(
                        "while keeping, and nothing is kept",
                        measuringThen(measured(CLEAN), STOP, NOT_STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, HALT),
                        Phase.STOPPED),
                row(
                        "while keeping, and a renewal says that the lease is lost: the answer is awaited",
                        measuringThen(measured(CLEAN), STOP, LOST),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE),
                        Phase.STORING),
                row(
                        "while keeping, and the store breaks",
                        measuringThen(measured(CLEAN), STOP, BROKEN),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, HALT),
                        Phase.STOPPED),
                row(
                        "twice",
                        measuringThen(STOP, STOP, failed(DIED), STOP),
                        commands(TAKE, PREPARE, MEASURE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED));
    }

    static Stream<Arguments> cancellations() {
        LaneEvent notPrepared = new LaneEvent.NotPrepared(DIED);
        return Stream.of(
                row("while idle", events(CANCELLED), commands(), Phase.IDLE),
                row(
                        "while preparing: it is interrupted and awaited",
                        events(WOKEN, LEASED, CANCELLED),
                        commands(TAKE, PREPARE, ABORT),
                        Phase.GIVING_UP),
                row(
                        "while preparing, and it has ended",
                        events(WOKEN, LEASED, CANCELLED, notPrepared),
                        commands(TAKE, PREPARE, ABORT, GIVE_UP),
                        Phase.STORING),
                row(
                        "while preparing, and it was faster",
                        events(WOKEN, LEASED, CANCELLED, PREPARED, STORED),
                        commands(TAKE, PREPARE, ABORT, GIVE_UP, TAKE),
                        Phase.LEASING),
                row(
                        "twice while preparing",
                        events(WOKEN, LEASED, CANCELLED, CANCELLED),
                        commands(TAKE, PREPARE, ABORT),
                        Phase.GIVING_UP),
                row(
                        "while preparing, and the lease is lost",
                        events(WOKEN, LEASED, CANCELLED, LOST, notPrepared),
                        commands(TAKE, PREPARE, ABORT, TAKE),
                        Phase.LEASING),
                row(
                        "while preparing, and then a stop",
                        events(WOKEN, LEASED, CANCELLED, STOP, notPrepared),
                        commands(TAKE, PREPARE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while preparing, after a stop",
                        events(WOKEN, LEASED, STOP, CANCELLED, notPrepared),
                        commands(TAKE, PREPARE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "of another sweep",
                        events(WOKEN, LEASED, new LaneEvent.SweepCancelled(2)),
                        commands(TAKE, PREPARE),
                        Phase.PREPARING),
                row(
                        "while measuring: that may end",
                        measuringThen(CANCELLED, measured(CLEAN), STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.LEASING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cancellations")
    void seesItsSweepCancelled(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        follows(events, commands, phase);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaseLost")
    void losesItsLease(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        follows(events, commands, phase);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stops")
    void stops(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        follows(events, commands, phase);
    }
}
