package dev.tradespace.training.data.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Parts of another stream, one after the other, behind bytes of our own: an image file without what its decoder does
 * not need and might stumble over. Nothing is copied.
 */
final class SplicedInput extends ImageInputStreamImpl {
    private final ImageInputStream whole;
    private final byte[] head;
    private final List<Part> parts;

    /**
     * A part of the whole stream.
     *
     * @param at where it begins in the whole
     * @param bytes how long it is
     */
    record Part(long at, long bytes) {}

    /**
     * A spliced stream; closing it closes the whole.
     *
     * @param head comes first
     * @param parts come after it, in this order
     */
    SplicedInput(ImageInputStream whole, byte[] head, List<Part> parts) {
        this.whole = whole;
        this.head = head.clone();
        this.parts = joined(parts);
    }

    /** Neighbours as one: most files are kept whole. */
    private static List<Part> joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        for (Part part : parts) {
            Part last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.at() + last.bytes() == part.at()) {
                joined.set(joined.size() - 1, new Part(last.at(), last.bytes() + part.bytes()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos < head.length) {
            int count = (int) Math.min(length, head.length - streamPos);
            System.arraycopy(head, (int) streamPos, into, offset, count);
            streamPos += count;
            return count;
        }
        long from = streamPos - head.length;
        for (Part part : parts) {
            if (from < part.bytes()) {
                whole.seek(part.at() + from);
                int count = whole.read(into, offset, (int) Math.min(length, part.bytes() - from));
                streamPos += Math.max(count, 0);
                return count;
            }
            from -= part.bytes();
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        super.close();
        whole.close();
    }
}
