package dev.tradespace.api.runtime;

import java.util.List;

/** A model whose runtime takes down the time of every node. That costs time itself, so its queries are no measurements. */
public interface ProfiledModel extends LoadedModel {
    /**
     * Ends the profile. Called once, after the last query.
     *
     * @param queries how many of the last queries, at least 1 and no more than there were
     * @return these, in their order
     * @throws QueryFailed if the runtime's profile cannot be had or read
     */
    List<ProfiledQuery> profile(int queries);
}
