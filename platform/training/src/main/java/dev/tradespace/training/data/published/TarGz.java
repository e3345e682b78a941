package dev.tradespace.training.data.published;

import dev.tradespace.training.data.io.BadDataset;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads files out of a tar archive packed with gzip, into memory: nothing in an archive can climb out of a folder that
 * is never written.
 *
 * @source POSIX.1-1988 ustar: header of 512 bytes, name at 0, size in octal digits at 124, kind at 156
 */
final class TarGz {
    private static final int BLOCK = 512;
    private static final long MOST_BYTES = 1L << 28;

    private TarGz() {}

    /**
     * The files of these names, whatever folder of the archive they lie in.
     *
     * @return by name; absent are those the archive does not have
     */
    static Map<String, byte[]> read(Path archive, Set<String> names) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream in = new BufferedInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16), 1 << 16))) {
            byte[] header = in.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                String path = text(header, 0, 100);
                long size = size(header, archive);
                long padding = (BLOCK - size % BLOCK) % BLOCK;
                String name = path.substring(path.lastIndexOf('/') + 1);
                boolean regular = header[156] == '0' || header[156] == 0;
                if (regular && names.contains(name)) {
                    if (size > MOST_BYTES) {
                        throw BadDataset.of(archive, name + " in it is too large: " + size + " bytes");
                    }
                    byte[] content = in.readNBytes((int) size);
                    if (content.length < size) {
                        throw BadDataset.of(archive, "it is cut off within " + name);
                    }
                    files.put(name, content);
                    in.skipNBytes(padding);
                } else {
                    in.skipNBytes(size + padding);
                }
                header = in.readNBytes(BLOCK);
            }
        } catch (EOFException | ZipException broken) {
            throw BadDataset.of(archive, "it is cut off or damaged");
        }
        return files;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long size(byte[] header, Path archive) throws BadDataset {
        String digits = text(header, 124, 12).strip();
        if (!digits.matches("[0-7]{1,12}")) {
            throw BadDataset.of(archive, "it is no tar archive");
        }
        return Long.parseLong(digits, 8);
    }
}
