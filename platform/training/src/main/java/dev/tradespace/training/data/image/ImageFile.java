package dev.tradespace.training.data.image;

import dev.tradespace.training.data.io.BadDataset;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * An image somebody has, as a file or sent to us, read alike: PNG, JPEG (CMYK and YCCK too) or BMP, told apart by their
 * first bytes, whatever they are called. Transparency is laid on white; 16 bits become 8; an EXIF orientation is
 * obeyed; colour profiles are not looked at. Large images are decoded in bands, so that the memory they take does not
 * grow with them.
 */
public final class ImageFile {
    /** Beyond this an image is refused before it is decoded: 256 Mi pixels, above what cameras make. */
    static final long MOST_PIXELS = 1L << 28;

    private static final int HEAD_BYTES = 12;
    /** How Java's reader of JPEG says that the memory beside Java's own is used up. */
    private static final String NATIVE_OUT_OF_MEMORY = "Insufficient memory";

    private final ImageSource source;
    private final DecodingMemory memory;

    public ImageFile(Path file) {
        this(ImageSource.of(file), DecodingMemory.ofThisProcess());
    }

    public ImageFile(ImageSource source, DecodingMemory memory) {
        this.source = source;
        this.memory = memory;
    }

    /**
     * An image that was sent.
     *
     * @param bytes of the whole file
     * @param name what refusals call it
     */
    public static ImageFile sent(byte[] bytes, String name) {
        return new ImageFile(ImageSource.of(bytes, Path.of(name)), DecodingMemory.ofThisProcess());
    }

    /**
     * What the head of a file says.
     *
     * @param width as it will be seen
     * @param height as it will be seen
     */
    public record Head(int width, int height) {
        static Head of(EncodedImage image) {
            return image.orientation().swaps()
                    ? new Head(image.height(), image.width())
                    : new Head(image.width(), image.height());
        }
    }

    /**
     * Reads the head only.
     *
     * @throws BadDataset if it is no image that can be read, with the reason
     */
    public Head head() throws IOException {
        return Head.of(opened());
    }

    /**
     * Decodes the image to see whether it can be decoded, and forgets it.
     *
     * @throws BadDataset if it is corrupt or cut off; the message names the file
     * @throws NotEnoughMemory if its decoding takes more than there is
     */
    public Head check() throws IOException {
        return read(0, image -> {
            image.read(new Rectangle(0, image.height() - 1, 1, 1));
            return Head.of(image);
        });
    }

    /**
     * Decodes the whole image, which takes one or three bytes of memory for each pixel.
     *
     * @return grey where all of it is, else colour
     * @throws BadDataset if it is corrupt or cut off; the message names the file
     * @throws NotEnoughMemory if its decoding takes more than there is
     */
    public Pixels decode() throws IOException {
        return read(Normalisation.CHANNELS, image -> {
            Head head = Head.of(image);
            Whole whole = new Whole(head);
            bands(image, new Rectangle(0, 0, head.width(), head.height()), whole);
            return whole.pixels();
        });
    }

    /**
     * The middle of the image in several sizes, from one decoding of what is needed for them.
     *
     * @param sizes of the squares
     * @return {@code [size, size, 3]} for each size
     * @throws BadDataset if it is corrupt or cut off; the message names the file
     * @throws NotEnoughMemory if its decoding takes more than there is
     */
    public List<byte[]> squares(int... sizes) throws IOException {
        return read(0, image -> {
            Head head = Head.of(image);
            List<Resize> resizes = Arrays.stream(sizes)
                    .mapToObj(size -> new Resize(head.width(), head.height(), size, Normalisation.CHANNELS))
                    .toList();
            Rectangle needed = untilTheEnd(image, resizes);
            bands(image, needed, (band, top) -> {
                Pixels colours = band.coloured();
                resizes.forEach(resize -> resize.add(colours, needed.x, top));
            });
            return resizes.stream().map(Resize::square).toList();
        });
    }

    /** The image to be shown: where its middle square is larger than {@code most}, that square made smaller. */
    public Pixels preview(int most) throws IOException {
        Head head = head();
        return Math.min(head.width(), head.height()) <= most
                ? decode()
                : Pixels.of(most, most, Normalisation.CHANNELS, squares(most).get(0));
    }

    /**
     * What the squares need, and on to the last row that is stored: whether a file is cut off does not depend on what
     * is cut out of the image.
     */
    private static Rectangle untilTheEnd(EncodedImage image, List<Resize> resizes) {
        ExifOrientation orientation = image.orientation();
        Head head = Head.of(image);
        Rectangle needed = new Rectangle();
        for (Resize resize : resizes) {
            needed = needed.isEmpty() ? resize.needed() : needed.union(resize.needed());
        }
        boolean atStart = orientation.fromBottom();
        if (orientation.swaps()) {
            int end = atStart ? needed.x + needed.width : head.width();
            int begin = atStart ? 0 : needed.x;
            return new Rectangle(begin, needed.y, end - begin, needed.height);
        }
        int end = atStart ? needed.y + needed.height : head.height();
        int begin = atStart ? 0 : needed.y;
        return new Rectangle(needed.x, begin, needed.width, end - begin);
    }

    /** Who takes the bands of an image. */
    private interface Bands {
        void take(Pixels band, int top);
    }

    private void bands(EncodedImage image, Rectangle needed, Bands bands) throws IOException {
        ExifOrientation orientation = image.orientation();
        int rows = memory.rows(needed.width);
        for (int top = needed.y; top < needed.y + needed.height; ) {
            int count = Math.min(rows, needed.y + needed.height - top);
            Rectangle band = new Rectangle(needed.x, top, needed.width, count);
            Rectangle stored = orientation.stored(band, image.width(), image.height());
            bands.take(orientation.applied(image.read(stored)), top);
            top += count;
        }
    }

    /** Bands put together. */
    private static final class Whole implements Bands {
        private final Head head;
        private byte[] values = {};
        private int channels;

        Whole(Head head) {
            this.head = head;
        }

        @Override
        public void take(Pixels band, int top) {
            if (band.height() == head.height()) {
                values = band.values();
                channels = band.channels();
                return;
            }
            if (values.length == 0) {
                channels = band.channels();
                values = new byte[Math.multiplyExact(Math.multiplyExact(head.width(), head.height()), channels)];
            }
            System.arraycopy(band.values(), 0, values, top * head.width() * channels, band.values().length);
        }

        Pixels pixels() {
            return Pixels.of(head.width(), head.height(), channels, values);
        }
    }

    private interface Reading<T> {
        T read(EncodedImage image) throws IOException;
    }

    private <T> T read(int keptBytesPerPixel, Reading<T> reading) throws IOException {
        EncodedImage image = opened();
        long needed = memory.needed(image, keptBytesPerPixel);
        NotEnoughMemory refusal = new NotEnoughMemory(source.name(), image, needed, memory.bytes());
        if (!memory.suffices(needed)) {
            throw refusal;
        }
        try {
            return reading.read(image);
        } catch (BadDataset told) {
            throw told;
        } catch (OutOfMemoryError full) {
            throw refusal;
        } catch (IOException | RuntimeException broken) {
            if (String.valueOf(broken.getMessage()).startsWith(NATIVE_OUT_OF_MEMORY)) {
                throw refusal;
            }
            throw damaged(broken);
        }
    }

    private BadDataset damaged(Exception broken) {
        // Readers fall over corrupt bytes in every way there is.
        String why = broken.getMessage();
        return why == null ? source.refusal("it is cut off or damaged") : source.damaged(why);
    }

    private EncodedImage opened() throws IOException {
        String head = new String(source.head(HEAD_BYTES), StandardCharsets.ISO_8859_1);
        EncodedImage image;
        try {
            image = encoded(head);
        } catch (BadDataset refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            throw damaged(broken);
        }
        long pixels = (long) image.width() * image.height();
        if (image.width() < 1 || image.height() < 1 || pixels > MOST_PIXELS) {
            throw source.refusal(
                    "an image must have 1 to " + MOST_PIXELS + " pixels, was " + image.width() + "x" + image.height());
        }
        return image;
    }

    private EncodedImage encoded(String head) throws IOException {
        if (head.startsWith("\u0089PNG")) {
            return PngImage.of(source);
        }
        if (head.startsWith("\u00FF\u00D8\u00FF")) {
            return JpegImage.of(source);
        }
        if (head.startsWith("BM")) {
            return BmpImage.of(source);
        }
        throw source.refusal("it is " + otherFormat(head) + "; images must be PNG, JPEG or BMP");
    }

    private static String otherFormat(String head) {
        if (head.isEmpty()) {
            return "empty";
        }
        if (head.startsWith("GIF8")) {
            return "a GIF image";
        }
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return "a WebP image";
        }
        if (head.startsWith("II*") || head.startsWith("MM\0*")) {
            return "a TIFF image";
        }
        return head.startsWith("ftyp", 4) ? "a HEIC or AVIF image or a film" : "no image";
    }
}
