package dev.tradespace.core.catalogue;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * A cache of built networks by id. One network is built by one thread, however many ask for it at once. Variants as
 * published are kept for good, of the others those that were asked for last. Families never change under a catalogue
 * ({@link PluginWatch}), so that what is kept stays right. Any thread may ask.
 */
final class BuiltNetworks {
    /** About 30 MB. */
    static final int MOST_LAYERS = 100_000;

    private final Function<Model, Built> build;
    private final int mostLayers;
    /** By id, the least recently used first; a build that failed gives nothing. */
    private final Map<ModelId, CompletableFuture<Optional<Built>>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private int layers;

    /**
     * An empty cache.
     *
     * @param mostLayers of all kept networks that are no variants, at least those of the largest
     */
    BuiltNetworks(Function<Model, Built> build, int mostLayers) {
        this.build = build;
        this.mostLayers = mostLayers;
    }

    /** The network of an id, if it is kept. */
    Optional<Built> find(ModelId id) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(id)).flatMap(network -> network.getNow(Optional.empty()));
        }
    }

    /** The network of a model, built unless it is kept. What a build throws is thrown to its caller; others build anew. */
    Built get(Model model) {
        CompletableFuture<Optional<Built>> own = new CompletableFuture<>();
        while (true) {
            CompletableFuture<Optional<Built>> other;
            synchronized (kept) {
                other = kept.putIfAbsent(model.id(), own);
            }
            if (other == null) {
                return built(model, own);
            }
            Optional<Built> network = await(model, other);
            if (network.isPresent()) {
                return network.get();
            }
        }
    }

    private Built built(Model model, CompletableFuture<Optional<Built>> own) {
        Optional<Built> network = Optional.empty();
        try {
            network = Optional.of(build.apply(model));
            return network.get();
        } finally {
            synchronized (kept) {
                if (network.isPresent()) {
                    layers += weight(network.get());
                    evict();
                } else {
                    kept.remove(model.id());
                }
            }
            own.complete(network);
        }
    }

    private static Optional<Built> await(Model model, CompletableFuture<Optional<Built>> other) {
        try {
            return other.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PluginFailure("interrupted while " + model.id() + " was built", stopped);
        } catch (ExecutionException impossible) {
            throw new AssertionError("a build is completed without a failure", impossible);
        }
    }

    private void evict() {
        Iterator<CompletableFuture<Optional<Built>>> eldest = kept.values().iterator();
        while (layers > mostLayers && eldest.hasNext()) {
            int freed = eldest.next()
                    .getNow(Optional.empty())
                    .map(BuiltNetworks::weight)
                    .orElse(0);
            if (freed > 0) {
                eldest.remove();
                layers -= freed;
            }
        }
    }

    private static int weight(Built network) {
        return network.model().isVariant() ? 0 : network.architecture().layers().size();
    }
}
