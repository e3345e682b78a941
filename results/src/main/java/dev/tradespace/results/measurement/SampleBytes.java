package dev.tradespace.results.measurement;

import dev.tradespace.core.statistics.Samples;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples as bytes: the differences of neighbours, zigzag-coded so that small negative ones stay short, seven bits to a byte, low
 * bits first. Times of one model differ by little, so that a sample takes about three bytes instead of eight.
 *
 * @source Protocol Buffers encoding guide: base 128 varints and ZigZag
 */
final class SampleBytes {
    /** At most ten bytes each, a part stays below the 1 MiB that H2 keeps in a value. */
    private static final int SAMPLES_PER_PART = 100_000;

    private SampleBytes() {}

    /** The samples in parts, each readable by itself. */
    static List<byte[]> of(Samples samples) {
        long[] nanos = samples.nanos().toArray();
        List<byte[]> parts = new ArrayList<>();
        for (int from = 0; from < nanos.length; from += SAMPLES_PER_PART) {
            parts.add(part(nanos, from, Math.min(nanos.length, from + SAMPLES_PER_PART)));
        }
        return parts;
    }

    /** The samples of all parts in order. */
    static Samples read(List<byte[]> parts) {
        long[] nanos = new long[parts.stream().mapToInt(SampleBytes::count).sum()];
        int size = 0;
        for (byte[] part : parts) {
            long previous = 0;
            int at = 0;
            while (at < part.length) {
                long code = 0;
                int shift = 0;
                while (part[at] < 0) {
                    code |= (long) (part[at++] & 0x7f) << shift;
                    shift += 7;
                }
                code |= (long) part[at++] << shift;
                previous += (code >>> 1) ^ -(code & 1);
                nanos[size++] = previous;
            }
        }
        return Samples.ofNanos(nanos);
    }

    private static byte[] part(long[] nanos, int from, int to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((to - from) * 4);
        long previous = 0;
        for (int i = from; i < to; i++) {
            long difference = nanos[i] - previous;
            previous = nanos[i];
            long code = (difference << 1) ^ (difference >> 63);
            while ((code & ~0x7fL) != 0) {
                bytes.write((int) (code & 0x7f) | 0x80);
                code >>>= 7;
            }
            bytes.write((int) code);
        }
        return bytes.toByteArray();
    }

    /** A sample ends with the one byte whose high bit is not set. */
    private static int count(byte[] part) {
        int count = 0;
        for (byte next : part) {
            count += next >= 0 ? 1 : 0;
        }
        return count;
    }
}
