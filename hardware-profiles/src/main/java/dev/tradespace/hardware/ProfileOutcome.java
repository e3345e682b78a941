package dev.tradespace.hardware;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.profile.RuntimeProfile;

/** What came of asking a runtime where the time goes. */
public sealed interface ProfileOutcome {
    /**
     * It has told.
     *
     * @param profile node by node
     */
    record Profiled(RuntimeProfile profile) implements ProfileOutcome {}

    /**
     * It has not.
     *
     * @param failure why
     */
    record Refused(Outcome.Failure failure) implements ProfileOutcome {}
}
