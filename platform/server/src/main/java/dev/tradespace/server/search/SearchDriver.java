package dev.tradespace.server.search;

import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.search.run.SearchEvent;
import dev.tradespace.search.run.SearchPlan;
import dev.tradespace.search.run.SearchRun;
import dev.tradespace.search.run.SearchRunCommand;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.SearchChanged;
import dev.tradespace.server.bus.Topics.TrialChanged;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the run of one search decides. The run is touched on the event loop only. Calls of the strategy, and what
 * is kept of them, are done one after the other on a thread of the search's own, in the order of the commands. A store
 * that cannot be reached ends the driver, not the search: whoever looks after it begins again.
 */
final class SearchDriver {
    private static final Logger LOG = LoggerFactory.getLogger(SearchDriver.class);
    /** Vert.x warns of calls that take longer; a strategy may. */
    private static final long MOST_MINUTES = 10;

    private final SearchState kept;
    private final SearchPlan plan;
    private final Results results;
    private final Bus bus;
    private final InstantSource clock;
    private final Context context;
    private final WorkerExecutor calls;
    private final StrategySession session;
    private final StageWork work;
    private final Instant begun;
    /** Trials whose stage has been asked for, by number. */
    private final Map<Integer, TrialState> underWay = new TreeMap<>();

    private final Promise<Void> rested = Promise.promise();

    private @Nullable SearchRun run;
    private boolean stopped;

    /** To be made and used on one event loop. */
    SearchDriver(
            SearchState kept,
            SearchPlan plan,
            Results results,
            Bus bus,
            InstantSource clock,
            PresentConditions present,
            Vertx vertx) {
        this.kept = kept;
        this.plan = plan;
        this.results = results;
        this.bus = bus;
        this.clock = clock;
        this.context = vertx.getOrCreateContext();
        this.calls = vertx.createSharedWorkerExecutor("search " + kept.id(), 1, MOST_MINUTES, TimeUnit.MINUTES);
        this.session = new StrategySession(kept.id(), plan, results.searches());
        this.work = new StageWork(kept.id(), plan, results, bus, present);
        this.begun = clock.instant();
    }

    /** Makes the strategy what it was, and begins. */
    void start() {
        calls.executeBlocking(session::restore).onComplete(this::taken, this::strategyFailed);
    }

    private void taken(StrategySession.Restored taken) {
        run = SearchRun.of(plan.rules(), taken.trials(), kept.reason());
        handle(taken.begun());
    }

    /** Ends it; its trials stay. */
    Future<Void> cancel() {
        handle(new SearchEvent.Cancelled());
        return rested.future();
    }

    /** Leaves it as it is: another goes on with it. */
    Future<Void> stop() {
        if (!stopped) {
            stopped = true;
            calls.executeBlocking(this::leave).onComplete(done -> rest(), this::leftBadly);
        }
        return rested.future();
    }

    /** When it has ended, or was left. */
    Future<Void> rested() {
        return rested.future();
    }

    /** Looks after what no message told of. */
    void poll() {
        if (!stopped) {
            List.copyOf(underWay.values()).forEach(this::look);
            called(() -> {
                results.searches().spend(kept.id(), spent());
                return Optional.empty();
            });
        }
    }

    /** A sweep stands elsewhere than before. */
    void changed(SweepState sweep) {
        SearchWork what = sweep.work();
        if (what != null && what.search() == kept.id() && sweep.status() != SweepState.Status.ACTIVE) {
            Optional.ofNullable(underWay.get(what.trial()))
                    .filter(trial -> trial.stage().equals(what.stage()))
                    .ifPresent(this::look);
        }
    }

    private void handle(SearchEvent event) {
        if (stopped) {
            return;
        }
        if (run == null) {
            // It has not begun: what ends it then ends it now.
            run = SearchRun.of(plan.rules(), List.of(), kept.reason());
        }
        SearchRun.Step step = run.step(event, spent());
        LOG.debug("search {}: {} in {} gives {}", kept.id(), event, run.phase(), step.commands());
        run = step.run();
        step.commands().forEach(this::execute);
    }

    private void execute(SearchRunCommand command) {
        if (command instanceof SearchRunCommand.AskStrategy ask) {
            called(() -> Optional.of(asked(ask.number())));
        } else if (command instanceof SearchRunCommand.TellStrategy tell) {
            underWay.remove(tell.trial().number());
            called(() -> {
                told(tell.trial());
                return Optional.empty();
            });
        } else if (command instanceof SearchRunCommand.Evaluate evaluate) {
            underWay.put(evaluate.trial().number(), evaluate.trial());
            worked(evaluate.trial(), () -> work.begin(evaluate.trial()));
        } else if (command instanceof SearchRunCommand.Abandon abandon) {
            underWay.remove(abandon.trial());
            context.executeBlocking(
                            () -> {
                                work.abandon(abandon.trial(), abandon.stage());
                                return Boolean.TRUE;
                            },
                            true)
                    .onFailure(failure ->
                            LOG.warn("search {}: trial {} was not given up", kept.id(), abandon.trial(), failure));
        } else if (command instanceof SearchRunCommand.Close close) {
            called(() -> {
                results.searches().close(kept.id(), close.reason());
                announce();
                return Optional.empty();
            });
        } else if (command instanceof SearchRunCommand.End end) {
            end(end);
        }
    }

    private SearchEvent asked(int number) {
        SearchEvent answer = session.ask(number, spent());
        results.searches().spend(kept.id(), spent());
        if (answer instanceof SearchEvent.Proposed proposed) {
            bus.tell(Topics.TRIAL_CHANGED, new TrialChanged(kept.id(), proposed.trial()));
            announce();
        }
        return answer;
    }

    private void told(TrialState trial) {
        session.tell(trial);
        results.searches().spend(kept.id(), spent());
        bus.tell(Topics.TRIAL_CHANGED, new TrialChanged(kept.id(), trial));
        announce();
    }

    private void announce() {
        results.searches()
                .find(kept.id())
                .ifPresent(state -> bus.tell(Topics.SEARCH_CHANGED, new SearchChanged(state, plan.view())));
    }

    /** Does something on the strategy's thread, after what was asked before. */
    private void called(Callable<Optional<SearchEvent>> call) {
        calls.executeBlocking(call).onComplete(event -> event.ifPresent(this::handle), this::strategyFailed);
    }

    /** Whether the store is away. An outcome that can never be kept is no stall: to begin again would come to the same. */
    private static boolean isStalled(Throwable failure) {
        return failure instanceof ResultsException store && store.reason() != ResultsException.Reason.UNSTORABLE;
    }

    private void strategyFailed(Throwable failure) {
        if (isStalled(failure)) {
            stalled(failure);
        } else {
            LOG.warn("search {} cannot go on", kept.id(), failure);
            handle(new SearchEvent.Broken(sentence(failure)));
        }
    }

    private void look(TrialState trial) {
        worked(trial, () -> work.look(trial));
    }

    /** In order, so that no two looks ask for one stage twice. */
    private void worked(TrialState trial, Callable<Optional<SearchEvent>> stage) {
        context.executeBlocking(stage, true)
                .onComplete(
                        event -> event.ifPresent(found -> {
                            if (trial.equals(underWay.get(trial.number()))) {
                                underWay.remove(trial.number());
                                handle(found);
                            }
                        }),
                        failure -> workFailed(trial, failure));
    }

    private void workFailed(TrialState trial, Throwable failure) {
        if (isStalled(failure)) {
            stalled(failure);
        } else {
            LOG.warn("search {}: trial {} cannot be evaluated", kept.id(), trial.number(), failure);
            underWay.remove(trial.number());
            handle(new SearchEvent.NotEvaluated(trial.number(), trial.stage(), sentence(failure)));
        }
    }

    private void end(SearchRunCommand.End end) {
        stopped = true;
        calls.executeBlocking(() -> {
                    boolean done = leave();
                    if (results.searches().end(kept.id(), end.status(), end.reason())) {
                        announce();
                    }
                    return done;
                })
                .onComplete(done -> rest(), this::leftBadly);
    }

    private void stalled(Throwable failure) {
        LOG.warn("search {} cannot reach the store and goes on when it can", kept.id(), failure);
        stop().onFailure(again -> LOG.debug("it was left", again));
    }

    private boolean leave() {
        results.searches().spend(kept.id(), spent());
        session.close();
        return true;
    }

    private void leftBadly(Throwable failure) {
        LOG.warn("search {} was left untidily", kept.id(), failure);
        rest();
    }

    private void rest() {
        calls.close().onComplete(closed -> rested.tryComplete());
    }

    private Duration spent() {
        Duration now = Duration.between(begun, clock.instant());
        return kept.spent().plus(now.isNegative() ? Duration.ZERO : now);
    }

    private static String sentence(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }
}
