package dev.tradespace.results.database;

import java.util.List;

/**
 * Part of a longer list.
 *
 * @param <T> what is listed
 * @param items the part
 * @param total how many there are in all
 */
public record Page<T>(List<T> items, long total) {
    public Page {
        items = List.copyOf(items);
    }
}
