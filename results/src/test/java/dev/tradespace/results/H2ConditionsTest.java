package dev.tradespace.results;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class H2ConditionsTest extends ConditionsContract {
    @TempDir
    Path folder;

    @Override
    String freshUrl() {
        return "jdbc:h2:file:" + folder.resolve("store");
    }
}
