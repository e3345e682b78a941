package dev.tradespace.server.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.job.JobQueue;
import dev.tradespace.core.job.Renewal;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.hardware.Runner;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.measurement.RowQuery;
import dev.tradespace.server.Soon;
import dev.tradespace.server.Toys;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.WorkArrived;
import dev.tradespace.server.model.ModelExporter;
import dev.tradespace.server.model.ModelSource;
import dev.tradespace.server.model.ModelStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneVerticleTest {
    private static final Duration TERM = Duration.ofMillis(300);
    private static final String HOME = "this home";
    private static final List<String> ONE = List.of("toy-cpu/one");
    /** Longer than any test: what happens before was told by a message. */
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<SweepState> finished = new CompletableFuture<>();
    private final AtomicInteger exports = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Results results;

    /** All listeners share one context: what they hear is then in the order in which it was told. */
    @BeforeEach
    void open() throws InterruptedException {
        results = Toys.store(folder);
        CompletableFuture<Boolean> listening = new CompletableFuture<>();
        vertx.runOnContext(now -> listening.complete(listen().size() > 1));
        assertTrue(Soon.get(listening));
    }

    private List<Bus.Subscription> listen() {
        return List.of(
                bus.listen(Topics.JOB_CHANGED, change -> told.add(said(change.job()))),
                bus.listen(
                        Topics.MEASURED, news -> told.add("row of " + news.row().model())),
                bus.listen(Topics.SWEEP_CHANGED, change -> {
                    if (change.sweep().status() == SweepState.Status.FINISHED) {
                        finished.complete(change.sweep());
                    }
                }));
    }

    private static String said(JobState job) {
        return job.model() + " " + job.status().id() + (job.reason() == null ? "" : ": " + job.reason());
    }

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
        results.close();
    }

    @Test
    void measuresEveryJobOfItsDeviceAndTellsInOrder() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small", "toy/large"), ONE);
        deploy(scripted(Toys.measured(5), Toys.measured(9)), NEVER);

        assertEquals(2, Soon.get(finished).done());
        assertEquals(
                List.of(
                        "toy/small leased",
                        "toy/small done",
                        "row of toy/small",
                        "toy/large leased",
                        "toy/large done",
                        "row of toy/large"),
                told);
        List<ResultRow> rows = rows(sweep);
        assertEquals(2, rows.size());
    }

    @Test
    void leavesTheJobsOfOtherDevicesAlone() throws Exception {
        SweepState others = Toys.sweep(results, List.of("toy/small"), List.of("other-cpu/one"));
        SweepState own = Toys.sweep(results, List.of("toy/small"), ONE);
        deploy(scripted(Toys.measured(5)), NEVER);

        assertEquals(own.id(), Soon.get(finished).id());
        assertEquals(JobState.Status.READY, job(others).status());
    }

    @Test
    void wakesWhenWorkArrives() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        deploy(scripted(Toys.measured(5)), NEVER);
        vertx.setTimer(1, later -> idle.countDown());
        idle.await();

        Toys.sweep(results, List.of("toy/small"), ONE);
        bus.tell(Topics.WORK_ARRIVED, new WorkArrived("other-cpu"));
        bus.tell(Topics.WORK_ARRIVED, new WorkArrived(Toys.DEVICE));

        assertEquals(1, Soon.get(finished).done());
    }

    @Test
    void findsWorkThatNoMessageToldOf() throws Exception {
        deploy(scripted(Toys.measured(5)), Duration.ofMillis(20));

        Toys.sweep(results, List.of("toy/small"), ONE);

        assertEquals(1, Soon.get(finished).done());
    }

    @Test
    void takesOverWhatADeadHomeHeldWhenItsLeaseHasRunOut() throws Exception {
        Toys.sweep(results, List.of("toy/small"), ONE);
        assertTrue(results.jobs()
                .lease(Toys.DEVICE, "a dead home", Duration.ofMillis(50))
                .isPresent());
        deploy(scripted(Toys.measured(5)), Duration.ofMillis(20));

        assertEquals(1, Soon.get(finished).done());
    }

    @Test
    void triesAgainWhenAWorkerDiesAndKeepsTheReasonWhenItDiesAgain() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small"), ONE);
        deploy(scripted(Toys.failed("it died", true), Toys.failed("it died again", true)), NEVER);

        assertEquals(1, Soon.get(finished).failed());
        assertEquals(2, job(sweep).attempts());
        assertEquals("it died again", job(sweep).reason());
        assertEquals("it died again", rows(sweep).get(0).failure());
        assertTrue(told.contains("toy/small ready: it died"));
    }

    @Test
    void measuresADisturbedModelOnceMoreAndKeepsTheCalmReading() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small"), ONE);
        deploy(
                scripted(new Outcome.Completed(Toys.reading(64, 9_000_000, "others were busy")), Toys.measured(5)),
                NEVER);

        assertEquals(1, Soon.get(finished).done());
        assertEquals(List.of(), rows(sweep).get(0).disturbances());
    }

    @Test
    void makesAFailedTrialOfAModelThatCannotBeExported() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small", "toy/large"), ONE);
        ModelExporter exporter = (source, format, file) -> {
            if (source.model().toString().equals("toy/small")) {
                throw new IllegalStateException("the plugin broke");
            }
            Files.writeString(file, "a model");
        };
        deploy(scripted(Toys.measured(5)), NEVER, exporter);

        SweepState end = Soon.get(finished);
        assertEquals(1, end.failed());
        assertEquals(1, end.done());
        assertEquals(
                "the model could not be prepared: the plugin broke", job(sweep).reason());
    }

    @Test
    void triesAgainWhenTheExportIsKilled() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small"), ONE);
        ModelExporter exporter = (source, format, file) -> {
            if (exports.getAndIncrement() == 0) {
                throw new IOException("the export was killed by SIGKILL");
            }
            Files.writeString(file, "a model");
        };
        deploy(scripted(Toys.measured(5)), NEVER, exporter);

        assertEquals(1, Soon.get(finished).done());
        assertEquals(2, job(sweep).attempts());
    }

    @Test
    void makesAFailedTrialOfAMeasurementThatTheStoreCannotKeep() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small"), ONE);
        JobQueue picky = (JobQueue) Proxy.newProxyInstance(
                JobQueue.class.getClassLoader(), new Class<?>[] {JobQueue.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("complete")) {
                        throw new ResultsException(ResultsException.Reason.UNSTORABLE, "the database cannot hold it");
                    }
                    return method.invoke(results.jobs(), arguments);
                });
        deploy(picky, scripted(Toys.measured(5)), NEVER, NEVER, this::export);

        assertEquals(1, Soon.get(finished).failed());
        assertEquals(
                "what was measured could not be kept: the database cannot hold it",
                job(sweep).reason());
    }

    @Test
    void makesAFailedTrialOfWhateverTheRunnerThrowsErrorsIncluded() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small"), ONE);
        Runner broken = (model, target, protocol, exam) -> {
            throw new LinkageError("a native library is missing");
        };
        deploy(broken, NEVER);

        assertEquals(1, Soon.get(finished).failed());
        assertEquals(
                "the model could not be measured: a native library is missing",
                job(sweep).reason());
    }

    @Test
    void makesAFailedTrialOfATargetThatIsGone() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small"), ONE);
        Soon.get(vertx.deployVerticle(new LaneVerticle(
                Toys.DEVICE,
                List.of(Toys.TARGETS.get(1)),
                results.jobs(),
                scripted(),
                models(this::export),
                null,
                new LaneSettings(HOME, NEVER, NEVER),
                bus,
                InstantSource.system(),
                new DeviceTurns())));

        assertEquals(1, Soon.get(finished).failed());
        assertEquals(
                "target toy-cpu/one is no longer described here", job(sweep).reason());
    }

    @Test
    void exportsAModelOnceForAllTargets() throws Exception {
        Toys.sweep(results, List.of("toy/small"), List.of("toy-cpu/*"));
        deploy(scripted(Toys.measured(5), Toys.measured(6)), NEVER);

        assertEquals(2, Soon.get(finished).done());
        assertEquals(1, exports.get());
    }

    @Test
    void killsTheWorkerAndPutsTheJobBackUncountedWhenItStops() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small"), ONE);
        HangingRunner hanging = new HangingRunner();
        String lane = deploy(hanging, NEVER);
        Soon.get(hanging.begun);

        Soon.get(vertx.undeploy(lane));

        assertTrue(hanging.interrupted.isDone());
        assertEquals(JobState.Status.READY, job(sweep).status());
        Lease next =
                results.jobs().lease(Toys.DEVICE, HOME, NEVER).orElseThrow().lease();
        assertEquals(1, next.attempt());
    }

    @Test
    void stopsAtOnceWhenItIsIdle() throws Exception {
        String lane = deploy(scripted(), NEVER);

        Soon.get(vertx.undeploy(lane));
    }

    @Test
    void killsTheWorkerOfALostLeaseAndKeepsNothingOfIt() throws Exception {
        SweepState sweep = Toys.sweep(results, List.of("toy/small"), ONE);
        HangingRunner hanging = new HangingRunner(Toys.measured(5));
        deploy(hanging, Duration.ofMillis(20), Duration.ofMillis(60));
        Soon.get(hanging.begun);

        assertEquals(1, results.jobs().releaseAll(HOME));

        assertEquals(1, Soon.get(finished).done());
        assertTrue(hanging.interrupted.isDone());
        assertEquals(1, rows(sweep).size());
    }

    @Test
    void holdsOnToItsLeaseWhileItMeasures() throws Exception {
        Toys.sweep(results, List.of("toy/small"), ONE);
        CountDownLatch renewals = new CountDownLatch(3);
        HangingRunner hanging = new HangingRunner();
        deploy(counting(renewals), hanging, NEVER, TERM, this::export);
        Soon.get(hanging.begun);

        assertTrue(renewals.await(60, TimeUnit.SECONDS));
        assertFalse(hanging.interrupted.isDone());
    }

    /** The store, counting the leases that it renewed for a whole term, which keep others out as the store's contract says: a machine that is late renews late, but as often. */
    private JobQueue counting(CountDownLatch renewals) {
        return (JobQueue) Proxy.newProxyInstance(
                JobQueue.class.getClassLoader(), new Class<?>[] {JobQueue.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(results.jobs(), arguments);
                    if (method.getName().equals("renew") && answer == Renewal.HELD && arguments[1].equals(TERM)) {
                        renewals.countDown();
                    }
                    return answer;
                });
    }

    private String deploy(Runner runner, Duration poll) throws InterruptedException {
        return deploy(runner, poll, this::export);
    }

    private String deploy(Runner runner, Duration poll, ModelExporter exporter) throws InterruptedException {
        return deploy(runner, poll, NEVER, exporter);
    }

    private String deploy(Runner runner, Duration poll, Duration term) throws InterruptedException {
        return deploy(runner, poll, term, this::export);
    }

    private String deploy(Runner runner, Duration poll, Duration term, ModelExporter exporter)
            throws InterruptedException {
        return deploy(results.jobs(), runner, poll, term, exporter);
    }

    private String deploy(JobQueue jobs, Runner runner, Duration poll, Duration term, ModelExporter exporter)
            throws InterruptedException {
        return Soon.get(vertx.deployVerticle(new LaneVerticle(
                Toys.DEVICE,
                Toys.TARGETS,
                jobs,
                runner,
                models(exporter),
                null,
                new LaneSettings(HOME, term, poll),
                bus,
                InstantSource.system(),
                new DeviceTurns())));
    }

    private ModelStore models(ModelExporter exporter) {
        return new ModelStore(folder, exporter);
    }

    private void export(ModelSource source, ModelFile model, Path file) throws IOException {
        exports.incrementAndGet();
        Files.writeString(file, source.model() + (model.format().equals(ModelFormat.ONNX) ? "" : " in another format"));
    }

    private JobState job(SweepState sweep) {
        return results.sweeps().jobs(sweep.id(), 0, 1).items().get(0);
    }

    private List<ResultRow> rows(SweepState sweep) {
        return results.measurements()
                .rows(new RowQuery(
                        List.of(), List.of(), List.of(), null, null, sweep.id(), null, 0, RowQuery.MAX_LIMIT))
                .items();
    }

    private static Runner scripted(Outcome... outcomes) {
        AtomicInteger next = new AtomicInteger();
        return (model, target, protocol, exam) -> {
            if (!Files.exists(model)) {
                throw new AssertionError("no model at " + model);
            }
            return outcomes[next.getAndIncrement()];
        };
    }
}
