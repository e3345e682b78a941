package dev.tradespace.training.data.prepared;

import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Normalisation;
import dev.tradespace.training.data.image.Preprocessing;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A dataset prepared for one resolution: a file of bytes that is mapped, never decoded. Safe for use by several
 * threads; it stays mapped until it is collected.
 *
 * <p>The file: {@link PreparedHeader#MAGIC}, the images of the three splits one after the other, each
 * {@code [resolution, resolution, 3]}; their labels, two bytes each; the header as JSON, its length in four bytes, and
 * the magic again. Numbers are little endian.
 */
public final class PreparedDataset {
    /** Below what one mapping may span. */
    private static final long WINDOW_BYTES = 1L << 30;

    private final PreparedHeader header;
    private final Normalisation normalisation;
    private final Map<Split, Images> splits = new EnumMap<>(Split.class);

    private PreparedDataset(PreparedHeader header, FileChannel channel) throws IOException {
        this.header = header;
        this.normalisation = new Normalisation(array(header.mean()), array(header.deviation()));
        long imageAt = PreparedHeader.MAGIC_BYTES;
        long labelAt = imageAt + header.images() * header.imageBytes();
        for (Split split : Split.values()) {
            int size = header.size(split);
            splits.put(split, new Images(channel, size, imageAt, labelAt));
            imageAt += (long) size * header.imageBytes();
            labelAt += (long) size * Short.BYTES;
        }
    }

    /**
     * Decodes, resizes and writes a dataset once, whole or not at all, on as many threads as there are processors.
     *
     * @param resolution height and width of the images, at least 1
     * @throws BadDataset if images cannot be decoded, with all of them
     * @throws IOException if the file cannot be written
     */
    public static void prepare(Dataset dataset, int resolution, Path file, ProgressListener progress)
            throws IOException {
        DatasetPreparation.write(dataset, resolution, file, progress);
    }

    /**
     * Maps a prepared dataset.
     *
     * @throws IOException if the file is missing, cut off or no such file; the message names it
     */
    public static PreparedDataset open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such prepared dataset");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new PreparedDataset(PreparedHeader.read(channel, file), channel);
        }
    }

    /** The dataset's id. */
    public String dataset() {
        return header.dataset();
    }

    /** The digest of the dataset's content and splits. */
    public String digest() {
        return header.digest();
    }

    /** The names of the classes, in the order of the labels. */
    public List<String> classes() {
        return header.classes();
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Height and width of every image. */
    public int resolution() {
        return header.resolution();
    }

    /** The version of {@link Preprocessing} by which the images became bytes. */
    public int preprocessing() {
        return header.preprocessing().orElse(PreparedHeader.FIRST_PREPROCESSING);
    }

    /** How networks want the bytes. */
    public Normalisation normalisation() {
        return normalisation;
    }

    /** The images of a split. */
    public Images split(Split split) {
        return Objects.requireNonNull(splits.get(split));
    }

    /** The images of one split. */
    public final class Images {
        private final int size;
        private final int perWindow;
        private final ByteBuffer[] windows;
        private final ByteBuffer labels;

        private Images(FileChannel channel, int size, long imageAt, long labelAt) throws IOException {
            this.size = size;
            this.perWindow = (int) (WINDOW_BYTES / header.imageBytes());
            this.windows = new ByteBuffer[(size + perWindow - 1) / perWindow];
            for (int i = 0; i < windows.length; i++) {
                int count = Math.min(perWindow, size - i * perWindow);
                windows[i] = channel.map(
                        FileChannel.MapMode.READ_ONLY,
                        imageAt + (long) i * perWindow * header.imageBytes(),
                        (long) count * header.imageBytes());
            }
            this.labels = channel.map(FileChannel.MapMode.READ_ONLY, labelAt, (long) size * Short.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }

        /** How many there are. */
        public int size() {
            return size;
        }

        /** The class of an image. */
        public int label(int index) {
            return labels.getShort(index * Short.BYTES) & 0xFFFF;
        }

        /** Bytes of one image: {@code resolution * resolution * 3}. */
        public int imageBytes() {
            return header.imageBytes();
        }

        /**
         * Copies an image.
         *
         * @param into its first {@link #imageBytes()} values become {@code [resolution, resolution, 3]}
         */
        public void image(int index, byte[] into) {
            windows[index / perWindow].get(place(index), into, 0, header.imageBytes());
        }

        /**
         * Puts a normalised image as measured networks read it.
         *
         * @param into {@code [3, resolution, resolution]} from its position on, which moves behind it
         */
        public void nchw(int index, FloatBuffer into) {
            ByteBuffer window = windows[index / perWindow];
            int from = place(index);
            int end = from + header.imageBytes();
            for (int channel = 0; channel < Normalisation.CHANNELS; channel++) {
                for (int at = from + channel; at < end; at += Normalisation.CHANNELS) {
                    into.put(normalisation.value(channel, window.get(at)));
                }
            }
        }

        /**
         * Puts a normalised image as trainers read it.
         *
         * @param into {@code [resolution, resolution, 3]} from its position on, which moves behind it
         */
        public void nhwc(int index, FloatBuffer into) {
            ByteBuffer window = windows[index / perWindow];
            int end = place(index) + header.imageBytes();
            for (int at = place(index); at < end; at += Normalisation.CHANNELS) {
                into.put(normalisation.value(0, window.get(at)))
                        .put(normalisation.value(1, window.get(at + 1)))
                        .put(normalisation.value(2, window.get(at + 2)));
            }
        }

        private int place(int index) {
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException("there are " + size + " images, asked for " + index);
            }
            return index % perWindow * header.imageBytes();
        }
    }
}
