package dev.tradespace.core.search;

import java.util.Objects;

/**
 * What a sweep is for that a search has asked for.
 *
 * @param search the search
 * @param trial the number of its trial, from 0
 * @param stage what is done for the trial
 */
public record SearchWork(long search, int trial, Stage stage) {
    public SearchWork {
        Objects.requireNonNull(stage, "stage");
    }
}
