package dev.tradespace.server.wire;

import dev.tradespace.results.database.Page;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Part of a longer list. Its items become views while they are written.
 *
 * @param total how many there are in all
 */
public record PageView<T>(Stream<T> items, long total) {
    /** A page of a store. */
    public static <S, T> PageView<T> of(Page<S> page, Function<S, T> view) {
        return new PageView<>(page.items().stream().map(view), page.total());
    }

    /** The part of a whole list that an offset and a limit cut out. */
    public static <S, T> PageView<T> of(List<S> all, int offset, int limit, Function<S, T> view) {
        return new PageView<>(all.stream().skip(offset).limit(limit).map(view), all.size());
    }

    /** A whole list. */
    public static <S, T> PageView<T> of(List<S> all, Function<S, T> view) {
        return of(all, 0, all.size(), view);
    }
}
