package dev.tradespace.results;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class H2StorableTest extends StorableContract {
    @TempDir
    Path folder;

    @Override
    String freshUrl() {
        return Results.url(folder.resolve("store"));
    }
}
