package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.output.JsonOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A home for commands about devices elsewhere, and files of rows for it. */
abstract class DeviceHome {
    static final String HEADER = "network,runtime,threads,value,unit\n";
    static final String FIVE = HEADER + """
            mobilenet/v2-1.0,ncnn,1,40,ms
            resnet/resnet18,ncnn,1,150,ms
            resnet/resnet50,ncnn,1,400,ms
            mobilenet/v1-1.0-224,ncnn,1,60,ms
            efficientnet/b0,ncnn,1,70,ms
            """;
    static final String TARGET = "my-board/ncnn-fp32-1t";

    @TempDir
    Path home;

    @TempDir
    Path files;

    record Ran(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return JsonOutput.mapper().readTree(out);
        }

        List<String> said() {
            return err.lines().toList();
        }
    }

    Ran run(String... args) {
        return runAt(home, args);
    }

    static Ran runAt(Path home, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = TradespaceCommandLine.commandLine(Map.of("TRADESPACE_HOME", home.toString()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        assertFalse(err.toString().contains("\tat "), "no stack trace: " + err);
        return new Ran(code, out.toString(), err.toString());
    }

    String file(String name, String text) throws IOException {
        return Files.writeString(files.resolve(name), text).toString();
    }

    Ran board(String rows) throws IOException {
        return run("device", "new", "my-board", "--from", file("rows.csv", rows));
    }

    JsonNode rows(String target) throws IOException {
        return run("results", "--target", target, "--json").json();
    }

    JsonNode latency(String target, String variant) throws IOException {
        for (JsonNode row : rows(target)) {
            if (row.path("variant").asText().equals(variant)) {
                return row.path("latency");
            }
        }
        throw new AssertionError("no row of " + variant);
    }
}
