package dev.tradespace.training.data;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.training.DatasetFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A user's own images, a sub-folder for each class. Where the folder does not divide them itself, every class gives a tenth to validation and a tenth to the test, at
 * least one image each; equal files stay together.
 */
final class ImageFolder implements Dataset {
    private final Map<Split, List<Image>> splits = new EnumMap<>(Split.class);
    private final DatasetFacts facts;

    /** An image whose file was read once. */
    private record Image(Path file, int label, Optional<Split> given, ImageIndex.Entry entry) {}

    private ImageFolder(String id, List<String> classes, Map<Split, List<Image>> splits) {
        this.splits.putAll(splits);
        List<Image> all = splits.values().stream().flatMap(List::stream).toList();
        int size = all.get(0).entry().width();
        boolean square = all.stream()
                .allMatch(
                        image -> image.entry().width() == size && image.entry().height() == size);
        this.facts = new DatasetFacts(
                id,
                id,
                classes,
                square ? OptionalInt.of(size) : OptionalInt.empty(),
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
    static ImageFolder read(String id, Path folder, ImageIndex index, Progress progress) throws IOException {
        return read(id, folder, index, ImageFile::head, progress);
    }

    /** The same, but every image is decoded, so that those are found, too, that are damaged behind their head. */
    static ImageFolder decode(String id, Path folder, Progress progress) throws IOException {
        return read(
                id,
                folder,
                new ImageIndex(),
                image -> {
                    Pixels pixels = image.decode();
                    return new ImageFile.Head(pixels.width(), pixels.height());
                },
                progress);
    }

    /** How closely an image is looked at. */
    private interface Look {
        ImageFile.Head at(ImageFile image) throws IOException;
    }

    private static ImageFolder read(String id, Path folder, ImageIndex index, Look look, Progress progress)
            throws IOException {
        List<Problem> problems = new ArrayList<>();
        FolderScan scan = new FolderScan(folder, problems);
        List<Image> images = new ArrayList<>();
        int done = 0;
        for (FolderScan.Found found : scan.files()) {
            try {
                images.add(new Image(
                        found.file(),
                        scan.classes().indexOf(found.className()),
                        found.split(),
                        entry(folder, found.file(), index, look)));
            } catch (BadDataset bad) {
                problems.add(bad.problems().get(0));
            }
            progress.at(++done, scan.files().size());
        }
        checkTwins(images, problems);
        if (problems.isEmpty()) {
            Map<Split, List<Image>> splits = divided(images, scan.classes(), scan.given(), folder, problems);
            if (problems.isEmpty()) {
                return new ImageFolder(id, scan.classes(), splits);
            }
        }
        throw new BadDataset(folder.toString(), problems);
    }

    private static ImageIndex.Entry entry(Path folder, Path file, ImageIndex index, Look look) throws IOException {
        String path = folder.relativize(file).toString();
        long bytes = Files.size(file);
        long modified = Files.getLastModifiedTime(file).toMillis();
        Optional<ImageIndex.Entry> known = index.of(path, bytes, modified);
        if (known.isPresent()) {
            return known.get();
        }
        ImageFile.Head head = look.at(new ImageFile(file));
        ImageIndex.Entry entry = new ImageIndex.Entry(bytes, modified, Digest.of(file), head.width(), head.height());
        index.put(path, entry);
        return entry;
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

    /** Divides the different images of a class among the splits that the folder does not give; what is wrong, or nothing. */
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

    @Override
    public Pixels image(Split split, int index) throws IOException {
        return new ImageFile(images(split).get(index).file()).decode();
    }
}
