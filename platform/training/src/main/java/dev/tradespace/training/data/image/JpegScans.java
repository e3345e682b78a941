package dev.tradespace.training.data.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * The scans of a JPEG file: which coefficients they bring, and how many of their bits. It tells a file that only lacks
 * its last marker from one that lacks scans.
 *
 * @source ITU-T T.81, B.2.3 and G.1.1
 */
final class JpegScans {
    private static final int COEFFICIENTS = 64;

    private final ImageInputStream in;

    JpegScans(ImageInputStream in) {
        this.in = in;
    }

    /** Whether every coefficient of every component has come, to its last bit. */
    boolean areComplete(JpegHead head) throws IOException {
        int[][] bitsMissing = new int[head.components()][COEFFICIENTS];
        for (int[] each : bitsMissing) {
            Arrays.fill(each, Integer.MAX_VALUE);
        }
        in.seek(head.scansAt());
        try {
            for (int marker = JpegHead.marker(in); marker != JpegHead.END; marker = JpegHead.marker(in)) {
                if (JpegHead.hasNoSegment(marker)) {
                    continue;
                }
                byte[] segment = new byte[Math.max(0, in.readUnsignedShort() - 2)];
                in.readFully(segment);
                if (marker == JpegHead.SCAN) {
                    count(head, segment, bitsMissing);
                }
            }
        } catch (EOFException end) {
            // The last marker is what is missing.
        }
        return Arrays.stream(bitsMissing).flatMapToInt(Arrays::stream).allMatch(bits -> bits == 0);
    }

    private static void count(JpegHead head, byte[] scan, int[][] bitsMissing) {
        int components = scan.length == 0 ? 0 : scan[0];
        if (scan.length < 1 + 2 * components + 3) {
            return;
        }
        int from = scan[1 + 2 * components] & 0xFF;
        int to = Math.min(scan[2 + 2 * components] & 0xFF, COEFFICIENTS - 1);
        int bits = scan[3 + 2 * components] & 0xF;
        for (int i = 0; i < components; i++) {
            Optional<Integer> component = head.component(scan[1 + 2 * i] & 0xFF);
            component.ifPresent(place -> Arrays.fill(bitsMissing[place], from, Math.max(from, to + 1), bits));
        }
    }
}
