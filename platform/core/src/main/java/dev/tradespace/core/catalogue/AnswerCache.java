package dev.tradespace.core.catalogue;

import dev.tradespace.api.space.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last answers about configurations; any thread may ask.
 *
 * @param <T> an answer
 */
final class AnswerCache<T> {
    private final Map<Configuration, T> answers;

    /** A cache that forgets what was not asked for longest when it has more than so many. */
    AnswerCache(int most) {
        answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Configuration, T> eldest) {
                return size() > most;
            }
        };
    }

    synchronized @Nullable T get(Configuration configuration) {
        return answers.get(configuration);
    }

    synchronized void put(Configuration configuration, T answer) {
        answers.put(configuration, answer);
    }
}
