package dev.tradespace.results.search;

import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Chosen;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.StrategyCall;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.results.database.Page;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The searches that are kept. A trial is kept before it is worked on, and what came of it together with the call that tells the strategy, so that a kill
 * loses no trial that has ended and repeats none. Any thread may call; every method may block.
 */
public interface Searches {
    /**
     * Keeps a new search, which is active.
     *
     * @param spec what it was asked to do, as JSON
     */
    SearchState create(String spec, Chosen strategy);

    /** A search as it stands. */
    Optional<SearchState> find(long id);

    /** Searches, newest first. */
    Page<SearchState> page(int offset, int limit);

    /** The active ones, oldest first. */
    List<SearchState> active();

    /** A search's trials in the order of their numbers. */
    List<TrialState> trials(long id);

    /** One trial. */
    Optional<TrialState> trial(long id, int number);

    /** The calls of a search's strategy, in their order. */
    List<StrategyCall> calls(long id);

    /** Keeps a trial that the strategy has just proposed, and that it did. */
    void propose(long id, TrialState trial);

    /** Keeps that the strategy was asked for a trial of this number and wanted to hear of another first. */
    void defer(long id, int number);

    /** Notes how far a trial is that is under way. */
    void advance(long id, TrialState trial);

    /** Keeps what came of a trial, and that the strategy is told now. */
    void tell(long id, TrialState trial);

    /** Notes the time that a search has run. */
    void spend(long id, Duration spent);

    /** Notes why no more trials are asked for. */
    void close(long id, String reason);

    /** Ends an active search; false if it was not active. */
    boolean end(long id, Status status, String reason);

    /** Makes a search active that was cancelled or could not go on; false if it was neither. */
    boolean resume(long id);
}
