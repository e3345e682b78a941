package dev.tradespace.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tradespace.app.Main;
import dev.tradespace.app.context.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {
    @TempDir
    Path folder;

    @Test
    void whatOthersPrintGoesToStandardError() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        ByteArrayOutputStream others = new ByteArrayOutputStream();
        System.setErr(new PrintStream(others, true, StandardCharsets.UTF_8));
        try (StandardOutput taken = StandardOutput.take(ours)) {
            taken.writer().println("{}");
            System.out.println("a plugin says hello");
        } finally {
            System.setErr(err);
        }
        assertSame(out, System.out);
        assertEquals("{}", ours.toString(StandardCharsets.UTF_8).strip());
        assertEquals(
                "a plugin says hello", others.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void remembersWhatCouldNotBeWritten() {
        IOException full = new IOException("No space left on device");
        try (StandardOutput taken = StandardOutput.take(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw full;
            }
        })) {
            taken.writer().print("text");
            assertSame(full, taken.failure().orElseThrow());
        }
    }

    @Test
    void aCommandWhoseOutputCannotBeWrittenFails() throws Exception {
        Path device = Path.of("/dev/full");
        assumeTrue(Files.exists(device), "there is no " + device + " here");
        Path err = folder.resolve("err");
        ProcessBuilder command = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Main.class.getName(),
                        "--version"))
                .redirectOutput(device.toFile())
                .redirectError(err.toFile());
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        command.environment().put("TRADESPACE_HOME", folder.toString());
        assertEquals(CommandFailure.FAILED, command.start().waitFor());
        String said = Files.readString(err);
        assertTrue(said.contains("tradespace: standard output could not be written: No space left"), said);
    }
}
