package dev.tradespace.results.database;

import dev.tradespace.results.database.ResultsException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of an H2 file: two blocks, of which one is enough, with a line {@code H:2,block:1e,blockSize:1000,...}. H2 opens an empty file as a new database
 * and of one that was cut off whatever older state it still finds, both without a word; of a file of another kind it says nothing that a person can use, and on
 * a pipe it waits for ever.
 */
final class H2Header {
    private static final int BLOCK_BYTES = 4096;
    private static final String MAGIC = "H:";
    private static final Pattern NEWEST =
            Pattern.compile("^H:[^\\n]*\\bblock:([0-9a-f]{1,12}),blockSize:([0-9a-f]{1,8}),");
    private static final int HEXADECIMAL = 16;

    private H2Header() {}

    /**
     * Refuses what is no H2 file, and one that ends before its newest chunk begins.
     *
     * @throws ResultsException if it is one of these, or cannot be read
     */
    static void check(H2File database) {
        Path file = database.file();
        if (!Files.isRegularFile(file)) {
            throw new ResultsException(
                    Reason.UNREACHABLE,
                    "the database " + database.name() + " cannot be opened: " + file + " is "
                            + (Files.isDirectory(file) ? "a folder" : "a pipe, a socket or a device")
                            + ", not a file; move it away, or choose another database");
        }
        try (InputStream in = Files.newInputStream(file)) {
            String first = new String(in.readNBytes(BLOCK_BYTES), StandardCharsets.ISO_8859_1);
            String second = new String(in.readNBytes(BLOCK_BYTES), StandardCharsets.ISO_8859_1);
            if (first.isEmpty()) {
                throw damaged(database, "its file is empty");
            }
            if (!first.startsWith(MAGIC) && !second.startsWith(MAGIC)) {
                throw damaged(database, "its file does not begin as an H2 database does");
            }
            Matcher newest = NEWEST.matcher(first);
            if (newest.find()) {
                long begin =
                        Long.parseLong(newest.group(1), HEXADECIMAL) * Long.parseLong(newest.group(2), HEXADECIMAL);
                long size = Files.size(file);
                if (size <= begin) {
                    throw damaged(
                            database,
                            "its file has been cut off at byte " + size + ", and the newest of it begins at byte "
                                    + begin);
                }
            }
        } catch (IOException unreadable) {
            throw Diagnosis.of(database.name(), unreadable);
        }
    }

    private static ResultsException damaged(H2File database, String how) {
        return new ResultsException(
                Reason.DAMAGED,
                "the database " + database.name() + " is damaged: " + how
                        + "; restore it from a copy, or choose another database");
    }
}
