package dev.tradespace.training.data.image;

import dev.tradespace.training.data.io.BadDataset;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * The header of a JPEG file: all before its first scan. Markers may have any number of fill bytes FF in front of them.
 *
 * @source ITU-T T.81, annex B, and T.871 and Adobe Technical Note 5116 for what tells the colours
 */
final class JpegHead {
    static final int SCAN = 0xDA;
    static final int END = 0xD9;
    private static final int START = 0xD8;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int HUFFMAN = 0xC4;
    private static final int QUANTISATION = 0xDB;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int JFIF = 0xE0;
    private static final int EXIF = 0xE1;
    private static final int ADOBE = 0xEE;
    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int PROGRESSIVE = 0xC2;
    private static final int FIRST_ARITHMETIC = 0xC9;
    private static final String AGAIN = "; save it again as a baseline or progressive JPEG";

    private final ImageSource source;
    private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
    private ExifOrientation orientation = ExifOrientation.UPRIGHT;
    private boolean exif;
    private boolean jfif;
    private int adobe = -1;
    private byte[] frame = {};
    private int kind;
    private long scansAt;

    /** What the values of a pixel are. */
    enum Colours {
        GREY,
        YCC,
        RGB,
        CMYK,
        YCCK;

        boolean isInks() {
            return this == CMYK || this == YCCK;
        }
    }

    private JpegHead(ImageSource source) {
        this.source = source;
    }

    /**
     * Reads the head of a file.
     *
     * @throws BadDataset if it is none, is damaged, or is of a kind that is not read
     */
    static JpegHead read(ImageInputStream in, ImageSource source) throws IOException {
        JpegHead head = new JpegHead(source);
        try {
            head.read(in);
        } catch (EOFException cutOff) {
            throw source.damaged("the file ends before its first scan");
        }
        return head;
    }

    private void read(ImageInputStream in) throws IOException {
        in.seek(2);
        for (int marker = marker(in); marker != SCAN; marker = marker(in)) {
            if (marker == END) {
                throw source.damaged("it ends before its first scan");
            }
            if (hasNoSegment(marker)) {
                continue;
            }
            segment(marker, segment(in));
        }
        if (frame.length == 0) {
            throw source.damaged("it does not say its size before its first scan");
        }
        scansAt = in.getStreamPosition() - 2;
    }

    /** The next marker, behind fill bytes and behind whatever is no marker. */
    static int marker(ImageInputStream in) throws IOException {
        int marker = 0;
        while (marker == 0) {
            for (int value = in.readUnsignedByte(); value != 0xFF; ) {
                value = in.readUnsignedByte();
            }
            marker = 0xFF;
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
        }
        return marker;
    }

    static boolean hasNoSegment(int marker) {
        return marker == START || marker == TEMPORARY || (marker >= FIRST_RESTART && marker <= LAST_RESTART);
    }

    private byte[] segment(ImageInputStream in) throws IOException {
        int length = in.readUnsignedShort() - 2;
        if (length < 0) {
            throw source.damaged("a segment of it has no length");
        }
        byte[] segment = new byte[length];
        in.readFully(segment);
        return segment;
    }

    private void segment(int marker, byte[] segment) throws IOException {
        switch (marker) {
            case HUFFMAN, QUANTISATION, RESTART_INTERVAL -> write(tables, marker, segment);
            case JFIF -> jfif |= begins(segment, "JFIF\0");
            case ADOBE -> adobe = begins(segment, "Adobe") && segment.length >= 12 ? segment[11] & 0xFF : adobe;
            case EXIF -> {
                if (!exif && begins(segment, "Exif\0")) {
                    exif = true;
                    orientation = ExifOrientation.ofExif(ByteBuffer.wrap(segment));
                }
            }
            default -> {
                boolean startsFrame = marker >= BASELINE && marker <= 0xCF && marker != 0xC8 && marker != 0xCC;
                if (startsFrame) {
                    frame(marker, segment);
                }
            }
        }
    }

    private static boolean begins(byte[] segment, String text) {
        return new String(segment, 0, Math.min(text.length(), segment.length), StandardCharsets.ISO_8859_1)
                .equals(text);
    }

    private void frame(int marker, byte[] segment) throws IOException {
        if (marker >= FIRST_ARITHMETIC) {
            throw source.refusal("it is a JPEG with arithmetic coding, which is not read" + AGAIN);
        }
        if (marker != BASELINE && marker != EXTENDED && marker != PROGRESSIVE) {
            throw source.refusal("it is a lossless or hierarchical JPEG, which is not read" + AGAIN);
        }
        if (frame.length > 0 || segment.length < 6 || segment.length != 6 + 3 * (segment[5] & 0xFF)) {
            throw source.damaged("what says its size is not in order");
        }
        if (segment[0] != 8) {
            throw source.refusal(
                    "it is a JPEG with " + segment[0] + " bits for each value, and only 8 are read" + AGAIN);
        }
        int components = segment[5];
        if (components != 1 && components != 3 && components != 4) {
            throw source.refusal(
                    "it is a JPEG with " + components + " values for each pixel, and only 1, 3 and 4 are read");
        }
        frame = segment;
        kind = marker;
        if (height() == 0) {
            throw source.refusal("it is a JPEG that says its height at its end, which is not read" + AGAIN);
        }
    }

    int height() {
        return ByteBuffer.wrap(frame).getShort(1) & 0xFFFF;
    }

    int width() {
        return ByteBuffer.wrap(frame).getShort(3) & 0xFFFF;
    }

    /** Values of a pixel. */
    int components() {
        return frame[5];
    }

    /** The place of a component among them, by its id; empty if there is none. */
    Optional<Integer> component(int id) {
        for (int i = 0; i < components(); i++) {
            if ((frame[6 + 3 * i] & 0xFF) == id) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    ExifOrientation orientation() {
        return orientation;
    }

    /** Where the first scan begins. */
    long scansAt() {
        return scansAt;
    }

    /**
     * As every decoder understands the markers; without any, three values are luminance and colour differences unless
     * they are named R, G and B.
     */
    Colours colours() {
        return switch (components()) {
            case 1 -> Colours.GREY;
            case 4 -> adobe == 2 ? Colours.YCCK : Colours.CMYK;
            default -> {
                boolean named = frame[6] == 'R' && frame[9] == 'G' && frame[12] == 'B';
                boolean red = !jfif && (adobe == 0 || (adobe < 0 && named));
                yield red ? Colours.RGB : Colours.YCC;
            }
        };
    }

    /** The head anew, up to the first scan: its tables, its size, and one marker that tells the colours. */
    byte[] forDecoder() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(0xFF);
        head.write(START);
        switch (colours()) {
            case GREY, YCC -> write(head, JFIF, new byte[] {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
            case RGB, CMYK -> write(head, ADOBE, adobe(0));
            case YCCK -> write(head, ADOBE, adobe(2));
        }
        head.writeBytes(tables.toByteArray());
        write(head, kind, frame);
        return head.toByteArray();
    }

    private static byte[] adobe(int transform) {
        return new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
    }

    private static void write(ByteArrayOutputStream out, int marker, byte[] segment) {
        int length = segment.length + 2;
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length});
        out.writeBytes(segment);
    }
}
