package dev.tradespace.training.data.folder;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.file.Sha256;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetNote;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.Splits;
import dev.tradespace.training.data.image.ImageFile;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.image.Preprocessing;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.Digest;
import dev.tradespace.training.data.io.FileStamp;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.io.UnreadableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A user's own images, a sub-folder for each class. Where the folder does not divide them itself, every class gives a
 * tenth to validation and a tenth to the test, at least one image each; equal files stay together.
 */
public final class ImageFolder implements Dataset {
    private final Path folder;
    private final Map<Split, List<Image>> splits = new EnumMap<>(Split.class);
    private final DatasetFacts facts;
    private final List<DatasetNote> notes;
    private final Map<Path, FileStamp> folders;
    private final Set<String> doubted = ConcurrentHashMap.newKeySet();

    /** An image whose file was read once. */
    private record Image(Path file, int label, Optional<Split> given, ImageIndex.Entry entry) {}

    private ImageFolder(
            String id,
            Path folder,
            List<String> classes,
            Map<Split, List<Image>> splits,
            List<DatasetNote> notes,
            Map<Path, FileStamp> folders) {
        this.folder = folder;
        this.splits.putAll(splits);
        this.notes = List.copyOf(notes);
        this.folders = folders;
        List<ImageSize> sizes = splits.values().stream()
                .flatMap(List::stream)
                .map(image -> new ImageSize(image.entry().width(), image.entry().height()))
                .distinct()
                .limit(2)
                .toList();
        this.facts = new DatasetFacts(
                id,
                id,
                classes,
                sizes.size() == 1 ? Optional.of(sizes.get(0)) : Optional.empty(),
                3,
                images(Split.TRAINING).size(),
                images(Split.VALIDATION).size(),
                images(Split.TEST).size(),
                digest(classes));
    }

    /**
     * Reads and checks a folder; files that the index knows unchanged are not read again.
     *
     * @param index gains what is read
     * @param progress hears the files
     * @throws BadDataset with everything that is wrong
     */
    public static ImageFolder read(
            String id, Path folder, FolderReading reading, ImageIndex index, ProgressListener progress)
            throws IOException {
        // What is left out must be known before the images are divided: a head does not tell what is damaged behind it.
        return new Reader(folder, reading, index, reading.skipUnreadable()).read(id, progress);
    }

    /** The same, but every image is decoded, so that those are found, too, that are damaged behind their head. */
    public static ImageFolder decode(String id, Path folder, FolderReading reading, ProgressListener progress)
            throws IOException {
        return new Reader(folder, reading, new ImageIndex(FileStamp::now), true).read(id, progress);
    }

    /** One reading of a folder. */
    private static final class Reader {
        private final Path folder;
        private final FolderListing listing;
        private final ImageIndex index;
        private final boolean decoding;

        Reader(Path folder, FolderReading reading, ImageIndex index, boolean decoding) throws IOException {
            this.folder = folder;
            this.listing = new FolderListing(folder, reading);
            this.index = index;
            this.decoding = decoding;
        }

        ImageFolder read(String id, ProgressListener progress) throws IOException {
            FolderScan scan = new FolderScan(folder, listing);
            List<Image> images = images(scan, progress);
            List<Problem> problems = new ArrayList<>(listing.problems());
            checkTwins(images, problems);
            if (problems.isEmpty()) {
                Map<Split, List<Image>> splits = divided(images, scan.classes(), scan.given(), folder, problems);
                if (problems.isEmpty()) {
                    return new ImageFolder(id, folder, scan.classes(), splits, scan.notes(), listing.folders());
                }
            }
            throw new BadDataset(folder.toString(), problems, listing.hint());
        }

        private List<Image> images(FolderScan scan, ProgressListener progress) {
            Map<String, Integer> labels = new HashMap<>();
            scan.classes().forEach(name -> labels.put(name, labels.size()));
            List<Image> images = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (FolderScan.Found found : scan.files()) {
                seen.add(listing.relative(found.file()));
                try {
                    ImageIndex.Entry entry = entry(found);
                    if (entry.failure().isEmpty()) {
                        images.add(new Image(
                                found.file(),
                                Objects.requireNonNull(labels.get(found.className())),
                                found.split(),
                                entry));
                    } else {
                        listing.unreadable(found.file(), entry.failure());
                    }
                } catch (IOException unreadable) {
                    listing.unreadable(found.file(), UnreadableFile.reason(found.file(), unreadable));
                }
                progress.at(seen.size(), scan.files().size());
            }
            index.retain(seen);
            return images;
        }

        private ImageIndex.Entry entry(FolderScan.Found found) throws IOException {
            String path = listing.relative(found.file());
            Optional<ImageIndex.Entry> known = index.of(path, found.stamp());
            if (known.isPresent() && (known.get().decoded() || !decoding)) {
                return known.get();
            }
            if (found.stamp().bytes() == 0) {
                throw BadDataset.of(found.file(), "it is empty");
            }
            long now = index.now();
            String digest = Sha256.of(found.file());
            ImageIndex.Entry entry;
            try {
                ImageFile.Head head = head(new ImageFile(found.file()));
                entry = new ImageIndex.Entry(found.stamp(), now, digest, head.width(), head.height(), decoding, "");
            } catch (BadDataset bad) {
                entry = new ImageIndex.Entry(
                        found.stamp(),
                        now,
                        digest,
                        0,
                        0,
                        true,
                        bad.problems().get(0).message());
            }
            index.put(path, entry);
            return entry;
        }

        private ImageFile.Head head(ImageFile image) throws IOException {
            return decoding ? image.check() : image.head();
        }
    }

    /** The same image as two classes, or to learn from and to be examined on. */
    private static void checkTwins(List<Image> images, List<Problem> problems) {
        Map<String, Image> first = new LinkedHashMap<>();
        for (Image image : images) {
            Image twin = first.putIfAbsent(image.entry().digest(), image);
            if (twin != null && twin.label() != image.label()) {
                problems.add(new Problem(
                        image.file().toString(), "is the same image as " + twin.file() + ", in another class"));
            } else if (twin != null && !twin.given().equals(image.given())) {
                problems.add(new Problem(
                        image.file().toString(),
                        "is the same image as " + twin.file() + "; no image may be in two splits"));
            }
        }
    }

    private static Map<Split, List<Image>> divided(
            List<Image> images, List<String> classes, Set<Split> given, Path folder, List<Problem> problems) {
        Map<Split, List<Image>> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            splits.put(split, new ArrayList<>());
        }
        for (int label = 0; label < classes.size(); label++) {
            Map<String, List<Image>> free = new LinkedHashMap<>();
            for (Image image : images) {
                Split split = image.given().orElse(Split.TRAINING);
                if (image.label() == label && split != Split.TRAINING) {
                    of(splits, split).add(image);
                } else if (image.label() == label) {
                    free.computeIfAbsent(image.entry().digest(), first -> new ArrayList<>())
                            .add(image);
                }
            }
            String problem = divideClass(free, given, splits);
            if (!problem.isEmpty()) {
                problems.add(new Problem(folder.toString(), "the class " + classes.get(label) + " " + problem));
            }
        }
        // Neither names nor the order in which files were copied count, so that equal digests mean equal trainings.
        Comparator<Image> order = Comparator.comparing(Image::label)
                .thenComparing(image -> image.entry().digest());
        splits.values().forEach(split -> split.sort(order));
        return splits;
    }

    /**
     * Divides the different images of a class among the splits that the folder does not give; what is wrong, or
     * nothing.
     */
    private static String divideClass(Map<String, List<Image>> free, Set<Split> given, Map<Split, List<Image>> splits) {
        List<String> digests = free.keySet().stream().sorted().toList();
        int tenth = Math.max(1, Math.round(digests.size() / 10f));
        List<Split> missing = new ArrayList<>(List.of(Split.VALIDATION, Split.TEST));
        missing.removeAll(given);
        if (digests.size() <= missing.size()) {
            return "must have at least " + (missing.size() + 1) + " different images to be divided, has "
                    + digests.size();
        }
        int[] shuffled = Splits.shuffled(digests.size(), 1);
        for (int i = 0; i < shuffled.length; i++) {
            Split split = i / tenth < missing.size() ? missing.get(i / tenth) : Split.TRAINING;
            of(splits, split).addAll(free.getOrDefault(digests.get(shuffled[i]), List.of()));
        }
        return "";
    }

    private static List<Image> of(Map<Split, List<Image>> splits, Split split) {
        return Objects.requireNonNull(splits.get(split));
    }

    private List<Image> images(Split split) {
        return of(splits, split);
    }

    private String digest(List<String> classes) {
        MessageDigest digest = Digest.sha256();
        // Equal digests mean equal pixels, too.
        digest.update(Digest.bytes(Preprocessing.VERSION));
        classes.forEach(name -> digest.update((name + "\n").getBytes(StandardCharsets.UTF_8)));
        for (Split split : Split.values()) {
            digest.update(Digest.bytes(images(split).size()));
            for (Image image : images(split)) {
                digest.update(Digest.bytes(image.label()));
                digest.update(HexFormat.of().parseHex(image.entry().digest()));
            }
        }
        return Digest.name(digest);
    }

    @Override
    public DatasetFacts facts() {
        return facts;
    }

    @Override
    public int label(Split split, int index) {
        return images(split).get(index).label();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The file may have been changed since it was read; then it is no image of this dataset any more, and nobody
     * gets it.
     */
    @Override
    public Pixels image(Split split, int index) throws IOException {
        return file(split, index).decode();
    }

    @Override
    public byte[] square(Split split, int index, int size) throws IOException {
        return file(split, index).squares(size).get(0);
    }

    @Override
    public Pixels preview(Split split, int index, int most) throws IOException {
        return file(split, index).preview(most);
    }

    private ImageFile file(Split split, int index) throws BadDataset {
        Image image = images(split).get(index);
        Path file = image.file();
        try {
            FileStamp.Kind kind = FileStamp.of(file).kind();
            if (kind == FileStamp.Kind.FILE
                    && Sha256.of(file).equals(image.entry().digest())) {
                return new ImageFile(file);
            }
        } catch (IOException gone) {
            doubted.add(folder.relativize(file).toString());
            throw BadDataset.of(file, UnreadableFile.reason(file, gone));
        }
        doubted.add(folder.relativize(file).toString());
        throw BadDataset.of(file, "it has changed since the folder was read; ask again to use it as it is now");
    }

    @Override
    public List<DatasetNote> notes() {
        return notes;
    }

    /** The files that have turned out to be others than when the folder was read. */
    Set<String> doubted() {
        return doubted;
    }

    /** The folders that were listed, as they were then. */
    Map<Path, FileStamp> folders() {
        return folders;
    }
}
