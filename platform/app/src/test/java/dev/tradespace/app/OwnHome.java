package dev.tradespace.app;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of programs in a home of its own, which leaves nothing behind. */
abstract class OwnHome {
    @TempDir
    Path home;

    Programs programs;

    @BeforeEach
    void openHome() {
        programs = new Programs(home);
    }

    @AfterEach
    void closePrograms() {
        programs.close();
    }
}
