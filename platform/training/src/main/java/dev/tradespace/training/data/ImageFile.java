package dev.tradespace.training.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * An image somebody has, as a file or sent to us, read alike: PNG, JPEG (CMYK and YCCK too) or BMP, told apart by their first bytes, whatever they are called. Transparency is laid on white; 16 bits become
 * 8; an EXIF orientation is obeyed; colour profiles are not looked at, except by CMYK.
 */
public final class ImageFile {
    /** Beyond this an image is refused before it is decoded: 64 Mi pixels, above what cameras make. */
    static final long MOST_PIXELS = 1L << 26;

    private static final int WHITE = 255;

    private final Path name;
    private final Source source;

    /** Where the bytes come from. */
    private interface Source {
        InputStream open() throws IOException;

        ImageInputStream forReader() throws IOException;
    }

    ImageFile(Path file) {
        this(file, new Source() {
            @Override
            public InputStream open() throws IOException {
                return new BufferedInputStream(Files.newInputStream(file));
            }

            @Override
            public ImageInputStream forReader() throws IOException {
                return new FileImageInputStream(file.toFile());
            }
        });
    }

    private ImageFile(Path name, Source source) {
        this.name = name;
        this.source = source;
    }

    /**
     * An image that was sent.
     *
     * @param bytes of the whole file
     * @param name what refusals call it
     */
    public static ImageFile sent(byte[] bytes, String name) {
        return new ImageFile(Path.of(name), new Source() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public ImageInputStream forReader() {
                return new MemoryCacheImageInputStream(open());
            }
        });
    }

    /**
     * What the head of a file says.
     *
     * @param width as it will be seen
     * @param height as it will be seen
     */
    public record Head(int width, int height) {}

    /**
     * Reads the head only.
     *
     * @throws BadDataset if it is no image that can be read, with the reason
     */
    public Head head() throws IOException {
        return read((reader, orientation) -> {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            return orientation.swaps() ? new Head(height, width) : new Head(width, height);
        });
    }

    /**
     * Decodes the image.
     *
     * @return grey where all of it is, else colour
     * @throws BadDataset if it is corrupt or cut off; the message names the file
     */
    public Pixels decode() throws IOException {
        return read((reader, orientation) -> {
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            BufferedImage image = reader.read(0);
            for (String warning : warnings) {
                // Java's reader fills what is missing with grey and only warns.
                if (warning.toLowerCase(Locale.ROOT).matches(".*(premature|truncated|corrupt).*")) {
                    throw BadDataset.of(name, "it is cut off or damaged (" + warning + ")");
                }
            }
            return orientation.applied(pixels(image));
        });
    }

    private interface Reading<T> {
        T read(ImageReader reader, Orientation orientation) throws IOException;
    }

    private <T> T read(Reading<T> reading) throws IOException {
        String format = format();
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new IllegalStateException("this Java has no reader of " + format + " images");
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = source.forReader()) {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels < 1 || pixels > MOST_PIXELS) {
                throw BadDataset.of(
                        name,
                        "an image must have 1 to " + MOST_PIXELS + " pixels, was " + reader.getWidth(0) + "x"
                                + reader.getHeight(0));
            }
            return reading.read(reader, format.equals("jpeg") ? orientation() : Orientation.UPRIGHT);
        } catch (BadDataset refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            // Readers fall over corrupt bytes in every way there is.
            String why = broken.getMessage();
            throw BadDataset.of(name, "it is cut off or damaged" + (why == null ? "" : " (" + why + ")"));
        } finally {
            reader.dispose();
        }
    }

    private Orientation orientation() throws IOException {
        try (InputStream in = source.open()) {
            return Orientation.of(in);
        }
    }

    private String format() throws IOException {
        byte[] head;
        try (InputStream in = source.open()) {
            head = in.readNBytes(12);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG")) {
            return "png";
        }
        if (text.startsWith("\u00FF\u00D8\u00FF")) {
            return "jpeg";
        }
        if (text.startsWith("BM")) {
            return "bmp";
        }
        throw BadDataset.of(name, "it is " + otherFormat(text) + "; images must be PNG, JPEG or BMP");
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

    private Pixels pixels(BufferedImage image) throws BadDataset {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return fromPalette(image.getRaster(), palette);
        }
        ColorModel colours = image.getColorModel();
        int channels = colours.getNumColorComponents();
        if (channels != 1 && channels != 3) {
            throw BadDataset.of(name, "its colours are of a kind that cannot be read, with " + channels + " channels");
        }
        return fromSamples(image.getRaster(), colours, channels);
    }

    /**
     * Samples as they are: Java's own conversion would brighten grey images, which it takes for linear.
     */
    private static Pixels fromSamples(Raster raster, ColorModel colours, int channels) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        byte[] values = new byte[width * height * channels];
        int[] row = new int[width * bands];
        int at = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                double alpha = colours.hasAlpha() ? row[x * bands + channels] / (double) largest(colours, channels) : 1;
                for (int channel = 0; channel < channels; channel++) {
                    double value = row[x * bands + channel] * 255.0 / largest(colours, channel);
                    values[at++] = (byte) (int) (value * alpha + WHITE * (1 - alpha) + 0.5);
                }
            }
        }
        return Pixels.of(width, height, channels, values);
    }

    private static int largest(ColorModel colours, int component) {
        return (1 << colours.getComponentSize(component)) - 1;
    }

    private static Pixels fromPalette(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] values = new byte[width * height * 3];
        boolean grey = true;
        int at = 0;
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int index : row) {
                int argb = index < palette.getMapSize() ? palette.getRGB(index) : 0xFF000000;
                int alpha = argb >>> 24;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int value = (argb >> shift) & 0xFF;
                    values[at++] = (byte) ((value * alpha + WHITE * (255 - alpha) + 127) / 255);
                }
                grey &= values[at - 1] == values[at - 2] && values[at - 2] == values[at - 3];
            }
        }
        if (!grey) {
            return Pixels.of(width, height, 3, values);
        }
        byte[] single = new byte[width * height];
        for (int i = 0; i < single.length; i++) {
            single[i] = values[3 * i];
        }
        return Pixels.of(width, height, 1, single);
    }
}
