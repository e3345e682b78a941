package dev.tradespace.training.data.folder;

import dev.tradespace.api.check.Problem;
import dev.tradespace.training.data.DatasetNote;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.FileStamp;
import dev.tradespace.training.data.io.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lists the folders of a dataset: without what is stray, and links only as far as they may be followed. Remembers what
 * was listed, skipped, followed and refused.
 *
 * <p>A link to a file is read wherever it leads, since what is read must be an image. A link to a folder elsewhere
 * needs a choice of the user's: it decides what all the images are.
 */
final class FolderListing {
    private final Path root;
    private final Path realRoot;
    private final FolderReading reading;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Path, FileStamp> folders = new LinkedHashMap<>();
    private final List<String> strays = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> folderLinks = new ArrayList<>();
    private int fileLinks;
    private int skippable;

    /** Something that a folder holds. */
    record Entry(Path path, FileStamp stamp) {
        String name() {
            return String.valueOf(path.getFileName());
        }

        boolean isFolder() {
            return stamp.kind() == FileStamp.Kind.FOLDER;
        }
    }

    /**
     * A listing that has seen nothing yet.
     *
     * @throws BadDataset if there is no such folder or nobody may read it
     */
    FolderListing(Path root, FolderReading reading) throws IOException {
        this.root = root;
        this.reading = reading;
        try {
            FileStamp stamp = FileStamp.of(root);
            if (stamp.kind() != FileStamp.Kind.FOLDER) {
                throw BadDataset.of(root, "it is " + stamp.kind().words() + ", not a folder");
            }
            this.realRoot = root.toRealPath();
        } catch (BadDataset noFolder) {
            throw noFolder;
        } catch (NoSuchFileException gone) {
            throw BadDataset.of(root, "there is no such folder");
        } catch (IOException unreadable) {
            throw BadDataset.of(root, UnreadableFile.reason(root, unreadable));
        }
    }

    /** What is in a folder, sorted by name. */
    List<Entry> entries(Path folder) {
        List<Path> listed;
        try {
            // Before it is listed, so that what comes meanwhile changes the stamp.
            folders.put(folder, FileStamp.of(folder));
            try (Stream<Path> all = Files.list(folder)) {
                listed = all.sorted().toList();
            }
        } catch (IOException unreadable) {
            problem(folder, UnreadableFile.reason(folder, unreadable));
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (Path path : listed) {
            if (IgnoredFiles.isSystem(String.valueOf(path.getFileName()))) {
                stray(path);
            } else {
                add(path, entries);
            }
        }
        return entries;
    }

    private void add(Path path, List<Entry> entries) {
        try {
            Entry entry = new Entry(path, FileStamp.of(path));
            if (!Files.isSymbolicLink(path) || mayFollow(entry)) {
                entries.add(entry);
            }
        } catch (IOException broken) {
            unreadable(path, UnreadableFile.reason(path, broken));
        }
    }

    private boolean mayFollow(Entry link) throws IOException {
        Path target = link.path().toRealPath();
        boolean inside = target.startsWith(realRoot);
        if (!link.isFolder()) {
            fileLinks += inside ? 0 : 1;
            return true;
        }
        Path parent = link.path().toAbsolutePath().getParent();
        if (realRoot.startsWith(target)
                || (parent != null && parent.toRealPath().startsWith(target))) {
            problem(link.path(), "the link leads back to " + target + ", which it lies in");
            return false;
        }
        if (!inside && !reading.followLinks()) {
            problem(
                    link.path(),
                    "the link leads out of the folder, to " + target + "; --follow-links reads what it leads to");
            return false;
        }
        folderLinks.add(relative(link.path()) + " to " + target);
        return true;
    }

    /** Takes note of something that is skipped since it is no image. */
    void stray(Path path) {
        strays.add(relative(path));
    }

    /** Takes note of a file that should be an image and cannot be read: a problem, unless such are to be left out. */
    void unreadable(Path path, String reason) {
        if (reading.skipUnreadable()) {
            unreadable.add(relative(path) + " (" + reason + ")");
        } else {
            skippable++;
            problem(path, reason);
        }
    }

    /** Takes note of something that is wrong. */
    void problem(Path path, String message) {
        problems.add(new Problem(path.toString(), message));
    }

    /** Whether something is wrong with what lies here. */
    boolean isRefused(Path path) {
        String text = path.toString();
        return problems.stream().anyMatch(problem -> problem.path().equals(text));
    }

    /** What is wrong so far. */
    List<Problem> problems() {
        return problems;
    }

    /** What would help against some of the problems; empty if nothing does. */
    String hint() {
        return skippable == 0
                ? ""
                : "--skip-unreadable leaves " + (skippable == 1 ? "that image" : "those " + skippable + " images")
                        + " out";
    }

    /** The folders that were listed, as they were then. */
    Map<Path, FileStamp> folders() {
        return folders;
    }

    /** A path as people know it: from the dataset's folder on. */
    String relative(Path path) {
        return root.relativize(path).toString();
    }

    /** What was skipped and followed. */
    List<DatasetNote> notes() {
        List<DatasetNote> notes = new ArrayList<>();
        if (!strays.isEmpty()) {
            notes.add(new DatasetNote(
                    "skipped, since no image: " + counted(strays.size(), "file or folder", "files and folders"),
                    strays));
        }
        if (!unreadable.isEmpty()) {
            notes.add(new DatasetNote(
                    "left out, since unreadable: " + counted(unreadable.size(), "image", "images"), unreadable));
        }
        if (fileLinks > 0) {
            notes.add(new DatasetNote(
                    counted(fileLinks, "link to a file", "links to files") + " outside of the folder "
                            + (fileLinks == 1 ? "is" : "are") + " read",
                    List.of()));
        }
        if (!folderLinks.isEmpty()) {
            notes.add(new DatasetNote(
                    "followed: " + counted(folderLinks.size(), "link to a folder", "links to folders"), folderLinks));
        }
        return notes;
    }

    static String counted(int count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
