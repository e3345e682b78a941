package dev.tradespace.server.inventory;

import dev.tradespace.core.file.Draft;
import dev.tradespace.core.file.OwnerMark;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.core.training.TrainingState.Status;
import dev.tradespace.results.Results;
import dev.tradespace.server.inventory.Inventory.Disposable;
import dev.tradespace.server.inventory.Inventory.Finding;
import dev.tradespace.server.inventory.Inventory.Kind;
import dev.tradespace.server.inventory.Inventory.Stock;
import dev.tradespace.server.model.ModelFolders;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.DatasetProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks through a home. It writes nothing, and finds its way where the store cannot be asked: then only leftovers of dead processes are known to be needless. */
public final class InventoryScan {
    /** Earlier versions did not write down who made a file: those that nobody has touched for so long are nobody's. */
    private static final Duration UNOWNED = Duration.ofDays(1);

    private static final long LITTLE_SPACE = 2_000_000_000L;
    private static final String MODELS = "models";
    private static final String UNFINISHED = "unfinished-";

    private final Path home;
    private final @Nullable Needs needs;
    private final Map<Kind, long[]> sizes = new EnumMap<>(Kind.class);
    private final List<Disposable> disposables = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private InventoryScan(Path home, @Nullable Needs needs) {
        this.home = home;
        this.needs = needs;
    }

    /** With what the store says of it. */
    public static Inventory of(Path home, Results results, DatasetProvider datasets) {
        InventoryScan examination = new InventoryScan(home, Needs.of(results, datasets));
        examination.datasets(datasets);
        return examination.inventory();
    }

    /** Without the store, which is what is the matter: why it cannot be asked is the first finding. */
    public static Inventory withoutStore(Path home, Finding why) {
        InventoryScan examination = new InventoryScan(home, null);
        examination.findings.add(why);
        return examination.inventory();
    }

    /** Looks for what dead processes have left behind, and for nothing else. */
    public static Inventory ofLeftovers(Path home) {
        return new InventoryScan(home, null).inventory();
    }

    private Inventory inventory() {
        for (Path entry : FileTree.children(home)) {
            look(entry);
        }
        temporary();
        space(home);
        if (needs != null) {
            missing(needs);
        }
        List<Stock> stocks = sizes.entrySet().stream()
                .map(each -> new Stock(each.getKey(), each.getValue()[0], each.getValue()[1], freeable(each.getKey())))
                .toList();
        disposables.sort(Comparator.comparingLong(Disposable::bytes).reversed());
        return new Inventory(home, Optional.ofNullable(needs).map(Needs::store), stocks, disposables, findings);
    }

    private long freeable(Kind kind) {
        return disposables.stream()
                .filter(each -> each.kind() == kind)
                .mapToLong(Disposable::bytes)
                .sum();
    }

    private void look(Path entry) {
        String name = entry.getFileName().toString();
        Kind kind = kind(name);
        FileTree tree = FileTree.of(entry);
        count(kind, tree);
        for (Path file : tree.each()) {
            if (Draft.isLeftover(file) || (Draft.is(file) && isUnowned(file))) {
                dispose(kind, file, "half of a file, whose process is dead");
            }
        }
        if (name.equals(MODELS)) {
            FileTree.children(entry).forEach(this::model);
        } else if (name.equals("trainings")) {
            FileTree.children(entry).forEach(this::training);
        } else if (name.equals("prepared")) {
            FileTree.children(entry).forEach(this::prepared);
        }
    }

    private static Kind kind(String name) {
        if (name.startsWith("tradespace.")) {
            return Kind.DATABASE;
        }
        for (Kind kind : List.of(Kind.MODELS, Kind.TRAININGS, Kind.PREPARED, Kind.DATASETS, Kind.LOGS)) {
            if (kind.id().equals(name)) {
                return kind;
            }
        }
        return Kind.OTHER;
    }

    private static boolean isUnowned(Path file) {
        return OwnerMark.in(file.getFileName().toString()).isEmpty() && FileTree.isOld(file, UNOWNED);
    }

    private void count(Kind kind, FileTree tree) {
        long[] size = sizes.computeIfAbsent(kind, first -> new long[2]);
        size[0] += tree.bytes();
        size[1] += tree.files();
    }

    private void dispose(Kind kind, Path path, String reason) {
        disposables.add(new Disposable(kind, path, FileTree.of(path).bytes(), reason));
    }

    private void model(Path folder) {
        String name = folder.getFileName().toString();
        if (name.startsWith(UNFINISHED)) {
            if (TemporaryFolder.isLeftover(folder) || isUnowned(folder)) {
                dispose(Kind.MODELS, folder, "half of an export, whose process is dead");
            }
        } else if (needs != null && !needs.awaited().contains(name)) {
            try {
                for (Path file : ModelStore.derived(folder)) {
                    String from = ModelFolders.isRandom(folder) ? "its seed" : "the weights beside it";
                    dispose(Kind.MODELS, file, "no job waits for it, and it can be made anew from " + from);
                }
            } catch (IOException unreadable) {
                findings.add(
                        new Finding(true, folder + " cannot be read: " + unreadable.getMessage(), "see to its rights"));
            }
        }
    }

    private void training(Path folder) {
        if (needs == null) {
            return;
        }
        String name = folder.getFileName().toString();
        TrainingState training = needs.trainings().get(name);
        if (training == null) {
            findings.add(new Finding(
                    false,
                    "no training in the database knows " + folder,
                    "remove it by hand if the database was not exchanged"));
        } else if (training.status() == Status.DONE
                && Files.isDirectory(home.resolve(MODELS).resolve(name))) {
            dispose(Kind.TRAININGS, folder, "training " + training.id() + " is done, and its model is in models/");
        }
    }

    /** Made for a training and kept, since images may change: but those of datasets that are here as they were are made anew. */
    private void prepared(Path file) {
        String name = file.getFileName().toString();
        if (needs == null || needs.busy() || !name.matches("[0-9a-f]+-\\d+\\.data")) {
            return;
        }
        String digest = name.substring(0, name.indexOf('-'));
        if (needs.present().contains(digest)) {
            dispose(Kind.PREPARED, file, "no work is under way, and it is made anew from its dataset");
        } else if (!needs.data().contains(digest)) {
            dispose(Kind.PREPARED, file, "its images have changed, and no training used it");
        }
    }

    /** Those that were fetched or registered, and cannot be used. */
    private void datasets(DatasetProvider datasets) {
        for (DatasetProvider.Absent absent : datasets.absent()) {
            Path place = home.resolve(Kind.DATASETS.id()).resolve(absent.id());
            if (Files.isDirectory(place)) {
                boolean halfFetched = FileTree.children(place).stream()
                        .anyMatch(file -> file.toString().endsWith(".part"));
                findings.add(new Finding(
                        !halfFetched,
                        "the dataset " + absent.id() + " cannot be used: " + absent.reason(),
                        "put it back, or remove datasets/" + absent.id()));
            }
        }
    }

    private void temporary() {
        for (Path folder : TemporaryFolder.all()) {
            count(Kind.TEMPORARY, FileTree.of(folder));
            if (TemporaryFolder.isLeftover(folder)) {
                dispose(Kind.TEMPORARY, folder, "its process is dead");
            } else if (isUnowned(folder) && !WorkingFolders.isUsed(folder)) {
                dispose(Kind.TEMPORARY, folder, "no process works in it, and it is older than a day");
            }
        }
    }

    private void space(Path place) {
        try {
            long usable = Files.getFileStore(place).getUsableSpace();
            findings.add(
                    usable < LITTLE_SPACE
                            ? new Finding(
                                    true,
                                    "only " + usable / 1_000_000 + " MB of the disk of " + place + " are free",
                                    "free some; `tradespace clean` shows what can go")
                            : new Finding(false, usable / 1_000_000_000 + " GB of the disk are free", "nothing to do"));
        } catch (IOException unknown) {
            findings.add(new Finding(
                    true,
                    "how much of the disk is free is not known: " + unknown.getMessage(),
                    "see to the folder's rights"));
        }
    }

    private void missing(Needs known) {
        known.trainings().forEach((name, training) -> {
            if (training.status() == Status.DONE
                    && !Files.isDirectory(home.resolve(MODELS).resolve(name))) {
                findings.add(new Finding(
                        true,
                        "the model of training " + training.id() + " (" + training.model() + " on "
                                + training.spec().dataset() + ") is not here, its rows are",
                        "put models/" + name + " back from a copy, or train it again"));
            }
        });
    }
}
