package dev.tradespace.results.database;

/**
 * How values of a type stand in a column as text.
 *
 * @param <T> the type
 */
interface TextForm<T> {
    /** What is stored. */
    String text(T value);

    /**
     * The value that was stored.
     *
     * @throws IllegalArgumentException if this is the text of none
     */
    T parse(String text);
}
