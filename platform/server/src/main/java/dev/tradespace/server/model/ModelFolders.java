package dev.tradespace.server.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the folders of models and trainings have in common. */
public final class ModelFolders {
    private static final Pattern RANDOM = Pattern.compile("[^-]+-random-\\d+");

    private ModelFolders() {}

    /** The name of a folder: {@code <digest>-trained-0123456789abcdef}. */
    public static String name(String architecture, String weights) {
        return architecture + "-" + weights.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /** Whether a folder holds a model with random weights, by its name. */
    public static boolean isRandom(Path folder) {
        return RANDOM.matcher(folder.getFileName().toString()).matches();
    }

    /** A rename may reach the disk before what was renamed: after a power cut the name would stand for an empty file. */
    public static void flush(Path written) throws IOException {
        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    /** Deletes a file or a folder with all that is in it, if it is there. */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(ModelFolders::deleteOne);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
