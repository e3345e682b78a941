package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a home where there is none, or where something else has its name. */
class HomePlaceTest {
    private static final String WAY_OUT = "; set TRADESPACE_HOME to a folder that can be written";

    @TempDir
    Path folder;

    private String refusal(String command) {
        StringWriter err = new StringWriter();
        int code = TradespaceCommandLine.commandLine(
                        Map.of("TRADESPACE_HOME", folder.resolve("home").toString()))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(command);
        assertEquals(1, code, err.toString());
        return err.toString().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "clean"})
    void aHomeThatWasNeverMadeIsNoneYet(String command) {
        assertEquals("tradespace: there is no home at " + folder.resolve("home") + " yet", refusal(command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "clean"})
    void aFileInItsPlaceIsToldAsThat(String command) throws Exception {
        Files.createFile(folder.resolve("home"));

        assertEquals(
                "tradespace: the home " + folder.resolve("home") + " cannot be used: it is a file" + WAY_OUT,
                refusal(command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "clean"})
    void aLinkThatLeadsNowhereIsToldAsThat(String command) throws Exception {
        Files.createSymbolicLink(folder.resolve("home"), Path.of("nowhere"));

        assertEquals(
                "tradespace: the home " + folder.resolve("home") + " cannot be used: it is a link that leads nowhere"
                        + WAY_OUT,
                refusal(command));
    }

    @Test
    void whatNeedsAHomeSaysSoToo() throws Exception {
        Files.createSymbolicLink(folder.resolve("home"), Path.of("nowhere"));

        assertEquals(
                "tradespace: the home " + folder.resolve("home")
                        + " cannot be used: a link that leads nowhere has its name" + WAY_OUT,
                refusal("results"));
    }
}
