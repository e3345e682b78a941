package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class LogFolderTest {
    @Test
    void belongsToTheHome() {
        assertEquals(Optional.of("/a;b?#/home/logs"), TradespaceCommandLine.logFolder(Path.of("/a;b?#/home")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/50%/home", "/back\\slash/home", "/${x}/home"})
    void isTheTemporaryOneWhereTheLogCannotNameTheHome(String home) {
        assertEquals(Optional.empty(), TradespaceCommandLine.logFolder(Path.of(home)));
    }
}
