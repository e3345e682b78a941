package dev.tradespace.training.data;

import dev.tradespace.api.check.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks through a folder with a sub-folder for each class, or with sub-folders {@code train}, {@code val} and {@code test} that have those. Reads names only.
 */
final class FolderScan {
    /** What the splits' folders may be called. */
    private static final Map<String, Split> SPLITS = Map.of(
            "train", Split.TRAINING,
            "training", Split.TRAINING,
            "val", Split.VALIDATION,
            "valid", Split.VALIDATION,
            "validation", Split.VALIDATION,
            "test", Split.TEST);
    /** What systems leave in every folder. */
    private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini", "__macosx");

    private final Path root;
    private final Path realRoot;
    private final List<Problem> problems;
    private final List<Found> files = new ArrayList<>();
    private final Set<String> classes = new TreeSet<>();
    private final Set<Split> given = new LinkedHashSet<>();

    /**
     * A file that should be an image.
     *
     * @param split empty where the folder gives none
     */
    record Found(Path file, String className, Optional<Split> split) {}

    /**
     * Looks through a folder.
     *
     * @param problems where to put what is wrong
     */
    FolderScan(Path root, List<Problem> problems) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(
                    root + (Files.exists(root) ? ": it is a file, not a folder" : ": there is no such folder"));
        }
        this.root = root;
        this.realRoot = root.toRealPath();
        this.problems = problems;
        scan();
    }

    /** The files, in the order of their paths. */
    List<Found> files() {
        return files;
    }

    /** The names of the classes, sorted. */
    List<String> classes() {
        return List.copyOf(classes);
    }

    /** The splits that have folders of their own. */
    Set<Split> given() {
        return given;
    }

    private void scan() throws IOException {
        List<Path> tops = entries(root).stream().filter(Files::isDirectory).toList();
        boolean divided = tops.stream()
                .anyMatch(top -> split(top).filter(s -> s == Split.TRAINING).isPresent());
        if (!divided) {
            scanClasses(root, Optional.empty());
        } else {
            for (Path top : tops) {
                Optional<Split> split = split(top);
                if (split.isPresent()) {
                    given.add(split.get());
                    scanClasses(top, split);
                } else {
                    problem(top, "beside train there may be val and test only");
                }
            }
        }
        if (classes.size() < 2) {
            problem(
                    root,
                    classes.isEmpty()
                            ? "it must have a folder of images for each class, has none"
                            : "it must have at least two classes, has only " + classes);
        }
        checkEveryClassIsEverywhere();
    }

    private static Optional<Split> split(Path folder) {
        return Optional.ofNullable(SPLITS.get(String.valueOf(folder.getFileName())));
    }

    private void scanClasses(Path parent, Optional<Split> split) throws IOException {
        for (Path folder : entries(parent)) {
            // A README or a table beside the classes does no harm.
            if (Files.isDirectory(folder)) {
                String name = String.valueOf(folder.getFileName());
                classes.add(name);
                int before = files.size();
                for (Path file : entries(folder)) {
                    if (Files.isDirectory(file)) {
                        problem(file, "a class must have images only, this is a folder");
                    } else {
                        files.add(new Found(file, name, split));
                    }
                }
                if (files.size() == before) {
                    problem(folder, "the class has no images");
                }
            }
        }
    }

    private void checkEveryClassIsEverywhere() {
        for (Split split : given) {
            Set<String> missing = new TreeSet<>(classes);
            files.stream()
                    .filter(found -> found.split().equals(Optional.of(split)))
                    .forEach(found -> missing.remove(found.className()));
            for (String name : missing) {
                problem(root, "the class " + name + " has no images for " + split.id());
            }
        }
    }

    /** What is in a folder, sorted, without hidden files and litter, and without what a link would take from elsewhere. */
    private List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        List<Path> listed;
        try (Stream<Path> all = Files.list(folder)) {
            listed = all.sorted().toList();
        }
        for (Path entry : listed) {
            String name = String.valueOf(entry.getFileName());
            if (name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (!Files.exists(entry)) {
                problem(entry, "the link leads nowhere");
            } else if (!entry.toRealPath().startsWith(realRoot)) {
                problem(entry, "the link leads out of the folder, to " + entry.toRealPath());
            } else {
                entries.add(entry);
            }
        }
        return entries;
    }

    private void problem(Path path, String message) {
        problems.add(new Problem(path.toString(), message));
    }
}
