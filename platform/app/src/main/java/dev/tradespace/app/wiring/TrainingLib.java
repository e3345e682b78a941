package dev.tradespace.app.wiring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where Deeplearning4j and our part of it lie, which never stand on this process's class path. */
final class TrainingLib {
    private TrainingLib() {}

    /** The folder that the launcher names. */
    static Path folder() {
        return Path.of(System.getProperty("tradespace.training.lib", "training-lib"));
    }

    /** The jars, sorted; none where they are not here. */
    static List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder(), "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException notThere) {
            return List.of();
        }
        jars.sort(null);
        return jars;
    }
}
