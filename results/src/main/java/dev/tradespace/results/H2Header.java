package dev.tradespace.results;

import dev.tradespace.results.ResultsException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of an H2 file, {@code H:2,block:1e,blockSize:1000,...}. Of a file that was cut off H2 opens whatever older state it still finds, without a word:
 * so we look whether the newest chunk that the header names lies within the file.
 */
final class H2Header {
    private static final int BYTES = 4096;
    private static final Pattern BLOCK =
            Pattern.compile("^H:[^\\n]*\\bblock:([0-9a-f]{1,12}),blockSize:([0-9a-f]{1,8}),");
    private static final int HEXADECIMAL = 16;

    private H2Header() {}

    /**
     * Refuses a file that ends before its newest chunk begins.
     *
     * @throws ResultsException if it does
     */
    static void check(H2File file) {
        try (InputStream in = Files.newInputStream(file.file())) {
            String header = new String(in.readNBytes(BYTES), StandardCharsets.ISO_8859_1);
            Matcher newest = BLOCK.matcher(header);
            if (newest.find()) {
                long begin =
                        Long.parseLong(newest.group(1), HEXADECIMAL) * Long.parseLong(newest.group(2), HEXADECIMAL);
                long size = Files.size(file.file());
                if (size <= begin) {
                    throw new ResultsException(
                            Reason.DAMAGED,
                            "the database " + file.name() + " is damaged: its file has been cut off at byte " + size
                                    + ", and the newest of it begins at byte " + begin
                                    + "; restore it from a copy, or choose another database");
                }
            }
        } catch (IOException unreadable) {
            throw Diagnosis.of(file.name(), unreadable);
        }
    }
}
