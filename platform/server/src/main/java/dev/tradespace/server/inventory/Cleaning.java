package dev.tradespace.server.inventory;

import dev.tradespace.core.file.Draft;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.results.Results;
import dev.tradespace.server.inventory.Inventory.Disposable;
import dev.tradespace.server.inventory.Inventory.Kind;
import dev.tradespace.server.model.AwaitedModels;
import dev.tradespace.server.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Lets go what an examination has found to be needless. */
public final class Cleaning {
    private Cleaning() {}

    /**
     * All of it; the files of models by way of their store, which knows who reads them at this moment.
     *
     * @return what is gone
     * @throws IOException if a model's file cannot be deleted
     */
    public static List<Disposable> all(Inventory inventory, ModelStore models, Results results) throws IOException {
        long unusedFreed = models.keepOnly(() -> AwaitedModels.folders(results.jobs()));
        return gone(inventory.disposables());
    }

    /** What dead processes have left behind, without asking a store. */
    public static List<Disposable> leftovers(Inventory inventory) {
        return gone(inventory.disposables());
    }

    private static List<Disposable> gone(List<Disposable> disposables) {
        List<Disposable> gone = new ArrayList<>();
        for (Disposable each : disposables) {
            if (!isModels(each)) {
                TemporaryFolder.delete(each.path());
            }
            if (!Files.exists(each.path())) {
                gone.add(each);
            }
        }
        return gone;
    }

    /** A model's own files are its store's to let go; half of one is nobody's. */
    private static boolean isModels(Disposable each) {
        return each.kind() == Kind.MODELS && Files.isRegularFile(each.path()) && !Draft.is(each.path());
    }
}
