package dev.tradespace.training.data.image;

import dev.tradespace.training.data.image.SplicedInput.Part;
import dev.tradespace.training.data.io.BadDataset;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;

/**
 * A PNG file. Its decoder is given what makes the image only: chunks with texts, times and profiles may be as broken as
 * they like.
 *
 * @source PNG specification (W3C, third edition), sections 5 and 11
 */
final class PngImage implements EncodedImage {
    private static final String FORMAT = "png";
    private static final int SIGNATURE_BYTES = 8;
    /** Length, type and checksum. */
    private static final int FRAME_BYTES = 12;

    private static final int HEADER_BYTES = 13;
    private static final int MOST_EXIF_BYTES = 1 << 20;
    private static final int PALETTE = 3;
    private static final int CHUNK = 1 << 16;

    private final ImageSource source;
    private final int width;
    private final int height;
    private final int pixelBits;
    private final boolean keyed;
    private final List<Part> parts;
    private final ExifOrientation orientation;
    private boolean checked;

    private PngImage(
            ImageSource source,
            ByteBuffer header,
            int pixelBits,
            boolean keyed,
            List<Part> parts,
            ExifOrientation orientation) {
        this.source = source;
        this.width = header.getInt(0);
        this.height = header.getInt(4);
        this.pixelBits = pixelBits;
        this.keyed = keyed;
        this.parts = parts;
        this.orientation = orientation;
    }

    static PngImage of(ImageSource source) throws IOException {
        try (ImageInputStream in = source.open()) {
            return of(in, source);
        }
    }

    private static PngImage of(ImageInputStream in, ImageSource source) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(bytes(in, SIGNATURE_BYTES, 8 + HEADER_BYTES, source));
        if (header.getInt(0) != HEADER_BYTES || !type(header.array(), 4).equals("IHDR")) {
            throw source.damaged("it does not begin with its size");
        }
        ByteBuffer values = header.slice(8, HEADER_BYTES);
        int colourType = values.get(9);
        List<Part> parts = new ArrayList<>();
        Optional<ExifOrientation> orientation = Optional.empty();
        boolean transparency = false;
        long at = SIGNATURE_BYTES;
        for (Chunk chunk = chunk(in, at); !chunk.type().isEmpty(); chunk = chunk(in, at)) {
            if (isNeeded(chunk.type(), colourType, source)) {
                parts.add(new Part(at, chunk.bytes() + FRAME_BYTES));
                transparency |= chunk.type().equals("tRNS");
            } else if (chunk.type().equals("eXIf") && orientation.isEmpty() && chunk.bytes() <= MOST_EXIF_BYTES) {
                byte[] exif = bytes(in, at + 8, (int) chunk.bytes(), source);
                orientation = Optional.of(ExifOrientation.ofExif(ByteBuffer.wrap(exif)));
            }
            at += chunk.bytes() + FRAME_BYTES;
            if (chunk.type().equals("IEND")) {
                break;
            }
        }
        return new PngImage(
                source,
                values,
                values.get(8) * channels(colourType),
                transparency && colourType != PALETTE,
                parts,
                orientation.orElse(ExifOrientation.UPRIGHT));
    }

    /**
     * A chunk.
     *
     * @param type four letters, none where the file ends
     * @param bytes of its data
     */
    private record Chunk(String type, long bytes) {}

    private static Chunk chunk(ImageInputStream in, long at) throws IOException {
        byte[] frame = new byte[8];
        in.seek(at);
        int read = 0;
        for (int count = in.read(frame); count > 0; count = in.read(frame, read, frame.length - read)) {
            read += count;
        }
        return read < frame.length
                ? new Chunk("", 0)
                : new Chunk(type(frame, 4), ByteBuffer.wrap(frame).getInt() & 0xFFFF_FFFFL);
    }

    private static boolean isNeeded(String type, int colourType, ImageSource source) throws BadDataset {
        switch (type) {
            case "IHDR", "IDAT", "IEND" -> {
                return true;
            }
            case "PLTE" -> {
                return colourType == PALETTE;
            }
            case "tRNS" -> {
                return colourType <= PALETTE;
            }
            default -> {
                // The case of the first letter says whether the image can be understood without the chunk.
                if (Character.isLowerCase(type.charAt(0))) {
                    return false;
                }
                throw source.damaged("it has a part called " + printable(type) + ", which PNG does not know");
            }
        }
    }

    private static String printable(String type) {
        return type.replaceAll("[^A-Za-z]", "?");
    }

    private static int channels(int colourType) {
        return switch (colourType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    private static String type(byte[] bytes, int from) {
        return new String(bytes, from, 4, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(ImageInputStream in, long at, int count, ImageSource source) throws IOException {
        byte[] bytes = new byte[count];
        in.seek(at);
        for (int read = 0; read < count; ) {
            int more = in.read(bytes, read, count - read);
            if (more < 0) {
                throw source.damaged("the file ends after " + (at + read) + " bytes");
            }
            read += more;
        }
        return bytes;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public ExifOrientation orientation() {
        return orientation;
    }

    @Override
    public long decoderBytes() {
        // This row, the row above, and the row's values.
        return 3L * width * pixelBits / Byte.SIZE;
    }

    @Override
    public Pixels read(Rectangle part) throws IOException {
        try (ImageInputStream in = source.open()) {
            if (!checked) {
                check(in);
                checked = true;
            }
            // A new stream of its own for every read: the decoder closes nothing.
            byte[] signature = bytes(in, 0, SIGNATURE_BYTES, source);
            SplicedInput needed = new SplicedInput(in, signature, parts);
            if (!keyed) {
                return ImageSamples.of(new DecodedRegion().image(FORMAT, needed, part), source);
            }
            // Java's reader shifts the columns of a part where one colour is transparent.
            Rectangle rows = new Rectangle(0, part.y, width, part.height);
            BufferedImage whole = new DecodedRegion().image(FORMAT, needed, rows);
            return ImageSamples.of(whole.getSubimage(part.x, 0, part.width, part.height), source);
        }
    }

    /** Java's reader does not look at checksums. */
    private void check(ImageInputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (Part part : parts) {
            CRC32 sum = new CRC32();
            long left = part.bytes() - 8;
            for (long at = part.at() + 4; left > 0; ) {
                int count = (int) Math.min(left, chunk.length);
                byte[] read = bytes(in, at, count, source);
                sum.update(read, 0, count);
                at += count;
                left -= count;
            }
            int stored = ByteBuffer.wrap(bytes(in, part.at() + part.bytes() - 4, 4, source))
                    .getInt();
            if (stored != (int) sum.getValue()) {
                throw source.damaged("a checksum at byte " + part.at() + " is wrong");
            }
        }
    }
}
