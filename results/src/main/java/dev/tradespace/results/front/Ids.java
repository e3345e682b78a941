package dev.tradespace.results.front;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** An immutable list of ids in eight bytes each: a front may have a million of them. */
final class Ids extends AbstractList<Long> implements RandomAccess {
    private final long[] ids;

    /** These ids, not copied: whoever made the array gives it away. */
    Ids(long[] ids) {
        this.ids = ids;
    }

    static List<Long> copyOf(List<Long> list) {
        return list instanceof Ids
                ? list
                : new Ids(list.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public Long get(int index) {
        return ids[index];
    }

    @Override
    public int size() {
        return ids.length;
    }
}
