package dev.tradespace.results.front;

import dev.tradespace.core.measure.Conditions;

/**
 * A stratum of the result rows: those that may be ranked with each other, for one target, one dataset in one version, and one set of conditions made them.
 *
 * @param target the target's id
 * @param dataset the dataset
 * @param data the digest of the dataset's version, empty for rows that read no data
 * @param conditions what they were measured under
 * @param rows how many are shown
 * @param scored how many of them have an accuracy
 * @param newest the id of the newest
 */
public record Stratum(
        String target, String dataset, String data, Conditions conditions, int rows, int scored, long newest) {}
