package dev.tradespace.devices.catalogue;

import java.time.LocalDate;

/**
 * Where published rows come from.
 *
 * @param id kebab-case: {@code ncnn}; its rows are in the file of this name
 * @param title for people
 * @param url where it can be read
 * @param commit the version that was read: a commit, a release; empty where there is none
 * @param licence of the repository that the figures stand in, as an SPDX identifier where there is one
 * @param date when it was read
 * @param statistic what its figures are, where a row does not say otherwise: {@code minimum of 4 to 64 runs}
 * @param conditions what all its rows have in common, and what to mind when reading them
 */
public record Source(
        String id,
        String title,
        String url,
        String commit,
        String licence,
        LocalDate date,
        String statistic,
        String conditions) {
    public Source {
        if (!Device.isId(id)) {
            throw new IllegalArgumentException("a source's id must be kebab-case, was " + id);
        }
    }
}
