package dev.tradespace.training.data.folder;

import dev.tradespace.training.data.DatasetNote;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.folder.FolderListing.Entry;
import dev.tradespace.training.data.io.FileStamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the classes and splits of a folder: a sub-folder for each class, or one for each split that has those. Reads
 * names only.
 *
 * <p>A folder that is called like a split is one if it holds folders; if it holds images itself it is a class of that
 * name, which can be told since a split has no images outside of classes.
 */
final class FolderScan {
    private final Path root;
    private final FolderListing listing;
    private final List<Found> files = new ArrayList<>();
    private final Set<String> classes = new TreeSet<>();
    private final Map<Split, Path> given = new EnumMap<>(Split.class);
    private final List<String> beside = new ArrayList<>();

    /**
     * A file that should be an image.
     *
     * @param split empty where the folder gives none
     */
    record Found(Path file, FileStamp stamp, String className, Optional<Split> split) {}

    /** Looks through a folder; what is wrong is told to the listing. */
    FolderScan(Path root, FolderListing listing) {
        this.root = root;
        this.listing = listing;
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
        return given.keySet();
    }

    /** What was skipped, followed and left lying. */
    List<DatasetNote> notes() {
        List<DatasetNote> notes = new ArrayList<>(listing.notes());
        if (!beside.isEmpty()) {
            notes.add(new DatasetNote(
                    "not used, since in no class's folder: " + FolderListing.counted(beside.size(), "file", "files"),
                    beside));
        }
        return notes;
    }

    /** A folder and what is in it. */
    private record Top(Path path, List<Entry> entries) {
        Optional<Split> split() {
            return SplitNames.of(path);
        }

        boolean holdsFolders() {
            return entries.stream().anyMatch(Entry::isFolder);
        }

        boolean holdsImages() {
            return entries.stream().anyMatch(entry -> !entry.isFolder() && !IgnoredFiles.isDocument(entry.name()));
        }

        boolean isSplit() {
            return split().isPresent() && holdsFolders();
        }

        String name() {
            return String.valueOf(path.getFileName());
        }
    }

    private void scan() {
        int before = listing.problems().size();
        List<Top> tops = tops(listing.entries(root));
        if (tops.stream().anyMatch(Top::isSplit)) {
            scanSplits(tops);
        } else if (isUnlabelled(tops)) {
            listing.problem(
                    root,
                    names(tops) + " hold images themselves: each must have a folder for each class, such as "
                            + tops.get(0).name() + "/cat and " + tops.get(0).name() + "/dog");
        } else if (tops.size() == 1
                && tops.get(0).holdsFolders()
                && !tops.get(0).holdsImages()) {
            listing.problem(
                    root,
                    "its only folder, " + tops.get(0).name() + ", holds folders itself; if those are the classes, name "
                            + tops.get(0).path());
        } else {
            scanClasses(tops, Optional.empty());
        }
        // A part that was refused, the folder itself even, may be where the classes are.
        if (classes.size() < 2 && listing.problems().size() == before) {
            listing.problem(root, tooFewClasses());
        }
        checkEveryClassIsEverywhere();
    }

    private String tooFewClasses() {
        return classes.isEmpty()
                ? "it must have a folder of images for each class, has none"
                : "it must have at least two classes, has only " + classes;
    }

    /** Splits without classes: nobody has two classes that are called train and test, and no others. */
    private static boolean isUnlabelled(List<Top> tops) {
        return tops.stream().allMatch(top -> top.split().isPresent())
                && tops.stream().flatMap(top -> top.split().stream()).distinct().count() > 1;
    }

    /** The folders among these; files beside them are in no class. */
    private List<Top> tops(List<Entry> entries) {
        List<Top> tops = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.isFolder()) {
                tops.add(new Top(entry.path(), listing.entries(entry.path())));
            } else if (IgnoredFiles.isDocument(entry.name())) {
                listing.stray(entry.path());
            } else {
                beside.add(listing.relative(entry.path()));
            }
        }
        return tops;
    }

    private void scanSplits(List<Top> tops) {
        Map<Split, Top> splits = new LinkedHashMap<>();
        for (Top top : tops) {
            Optional<Split> split = top.split();
            if (split.isEmpty()) {
                scanStranger(top);
                continue;
            }
            Top other = splits.putIfAbsent(split.get(), top);
            if (other != null) {
                listing.problem(
                        top.path(),
                        "it and " + other.name() + " both mean " + split.get().id() + "; keep one of them");
            } else if (listing.isRefused(top.path())) {
                given.put(split.get(), top.path());
            } else if (!top.holdsFolders()) {
                listing.problem(
                        top.path(),
                        top.holdsImages()
                                ? "it holds images, but no folder for each class; images without a class cannot be used"
                                : "it has no folder for each class");
            } else {
                given.put(split.get(), top.path());
                scanClasses(tops(top.entries()), split);
            }
        }
        if (!splits.containsKey(Split.TRAINING)) {
            listing.problem(
                    root,
                    "it has " + names(List.copyOf(splits.values()))
                            + ", but nothing to learn from: a folder that is called train or training");
        }
    }

    /** A folder beside splits that is none. */
    private void scanStranger(Top top) {
        if (top.holdsFolders() || top.holdsImages()) {
            listing.problem(
                    top.path(),
                    "beside the folder for training there may be only those for validation and test, such as val and"
                            + " test");
        } else {
            listing.stray(top.path());
        }
    }

    private void scanClasses(List<Top> tops, Optional<Split> split) {
        for (Top top : tops) {
            int before = files.size();
            int problems = listing.problems().size();
            top.entries().forEach(entry -> scanFile(entry, top, split));
            classes.add(top.name());
            boolean empty = files.size() == before && listing.problems().size() == problems;
            if (empty && !listing.isRefused(top.path())) {
                listing.problem(top.path(), "the class has no images");
            }
        }
    }

    private void scanFile(Entry entry, Top top, Optional<Split> split) {
        if (entry.isFolder()) {
            listing.problem(entry.path(), "a class must have images only, this is a folder");
        } else if (entry.stamp().kind() != FileStamp.Kind.FILE) {
            listing.problem(
                    entry.path(),
                    "a class must have images only, this is "
                            + entry.stamp().kind().words());
        } else if (IgnoredFiles.isDocument(entry.name())) {
            listing.stray(entry.path());
        } else {
            files.add(new Found(entry.path(), entry.stamp(), top.name(), split));
        }
    }

    private void checkEveryClassIsEverywhere() {
        given.forEach((split, folder) -> {
            if (listing.isRefused(folder)) {
                return;
            }
            Set<String> missing = new TreeSet<>(classes);
            files.stream()
                    .filter(found -> found.split().equals(Optional.of(split)))
                    .forEach(found -> missing.remove(found.className()));
            for (String name : missing) {
                listing.problem(root, "the class " + name + " has no images for " + split.id());
            }
        });
    }

    private static String names(List<Top> tops) {
        return tops.stream().map(Top::name).collect(Collectors.joining(" and "));
    }
}
