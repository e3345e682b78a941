package dev.tradespace.search.run;

import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;

/** Command of a search run. Commands to the strategy and the store are done one after the other, in this order. */
public sealed interface SearchRunCommand {
    /**
     * Ask the strategy and keep what it proposes: answered by Proposed, Waits, Exhausted or Broken.
     *
     * @param number of the trial, if there will be one
     */
    record AskStrategy(int number) implements SearchRunCommand {}

    /**
     * Keep what came of a trial and tell the strategy: answered by Broken or not at all.
     *
     * @param trial with its outcome
     */
    record TellStrategy(TrialState trial) implements SearchRunCommand {}

    /**
     * Do a stage of a trial, or find that it is done already: answered by Evaluated or NotEvaluated.
     *
     * @param trial which, at that stage
     */
    record Evaluate(TrialState trial) implements SearchRunCommand {}

    /**
     * Give up a stage of a trial; no answer.
     *
     * @param trial its number
     * @param stage which
     */
    record Abandon(int trial, Stage stage) implements SearchRunCommand {}

    /**
     * Keep why no more trials are asked for; no answer.
     *
     * @param reason a sentence
     */
    record Close(String reason) implements SearchRunCommand {}

    /**
     * The run has ended; no answer.
     *
     * @param status how
     * @param reason a sentence
     */
    record End(Status status, String reason) implements SearchRunCommand {}
}
