package dev.tradespace.results;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class H2SearchesTest extends SearchesContract {
    @TempDir
    Path folder;

    @Override
    String freshUrl() {
        return "jdbc:h2:file:" + folder.resolve("store");
    }
}
