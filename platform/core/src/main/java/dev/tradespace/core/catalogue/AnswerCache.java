package dev.tradespace.core.catalogue;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * A bounded cache of answers, which forgets the least recently used. One answer is worked out by one thread, however
 * many ask for it at once. Any thread may ask.
 *
 * @param <K> what is asked
 * @param <V> an answer
 */
public final class AnswerCache<K, V> {
    private final int most;
    private final ToIntFunction<V> weight;
    /** The least recently used first; what could not be answered completes empty, and is not kept. */
    private final Map<K, CompletableFuture<Optional<V>>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private int weights;

    /** A cache of so many answers. */
    public AnswerCache(int most) {
        this(most, answer -> 1);
    }

    /**
     * A cache of answers of some weight in all.
     *
     * @param weight of an answer; one of weight 0 is kept for good
     */
    AnswerCache(int most, ToIntFunction<V> weight) {
        this.most = most;
        this.weight = weight;
    }

    /** An answer, if it is kept. */
    Optional<V> find(K asked) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(asked)).flatMap(answer -> answer.getNow(Optional.empty()));
        }
    }

    /** An answer, worked out unless it is kept. A null is not kept, nor what is thrown: others ask again. */
    @SuppressWarnings("NullAway") // what a plugin answers may be null
    public V get(K asked, Supplier<V> answer) {
        CompletableFuture<Optional<V>> own = new CompletableFuture<>();
        while (true) {
            CompletableFuture<Optional<V>> other;
            synchronized (kept) {
                other = kept.putIfAbsent(asked, own);
            }
            if (other == null) {
                return worked(asked, answer, own).orElse(null);
            }
            Optional<V> known = other.join();
            if (known.isPresent()) {
                return known.get();
            }
        }
    }

    private Optional<V> worked(K asked, Supplier<V> answer, CompletableFuture<Optional<V>> own) {
        Optional<V> found = Optional.empty();
        try {
            found = Optional.ofNullable(answer.get());
            return found;
        } finally {
            synchronized (kept) {
                if (found.isPresent()) {
                    weights += weight.applyAsInt(found.get());
                } else {
                    kept.remove(asked);
                }
            }
            own.complete(found);
            evict();
        }
    }

    private void evict() {
        synchronized (kept) {
            Iterator<CompletableFuture<Optional<V>>> eldest = kept.values().iterator();
            while (weights > most && eldest.hasNext()) {
                int freed = eldest.next()
                        .getNow(Optional.empty())
                        .map(weight::applyAsInt)
                        .orElse(0);
                if (freed > 0) {
                    eldest.remove();
                    weights -= freed;
                }
            }
        }
    }
}
