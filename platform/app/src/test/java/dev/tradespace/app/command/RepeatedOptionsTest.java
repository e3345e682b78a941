package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.app.context.CommandFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said twice is refused by its name: the last would be taken without a word. */
class RepeatedOptionsTest {
    @TempDir
    Path home;

    private String refusal(String line) {
        StringWriter err = new StringWriter();
        int code = TradespaceCommandLine.commandLine(Map.of("TRADESPACE_HOME", home.toString()))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(line.split(" "));
        assertEquals(CommandFailure.REFUSED, code, err::toString);
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "search --families resnet --dataset synthetic-shapes --budget 1 --set width=1 --set width=2, --set width is"
                + " given twice",
        "search --families resnet --dataset synthetic-shapes --budget 1 --set width=1 --set width=1, --set width is"
                + " given twice",
        "search --families resnet --dataset synthetic-shapes --budget 1 --setting a=1 --setting a=2, --setting a is"
                + " given twice",
        "train resnet/mini --dataset synthetic-shapes --set width=1 --set width=2, --set width is given twice",
        "describe resnet/mini --set width=1 --set width=2, --set width is given twice",
        "export resnet/mini --out x.onnx --set width=1 --set width=2, --set width is given twice",
        "compare --set random.a=1 --set random.a=2, --set random.a is given twice",
        "'describe resnet/mini[width=2] --set width=1', setting width is given twice",
        "'train resnet/mini[width=2] --dataset synthetic-shapes --set width=1', setting width is given twice",
        "describe resnet/mini --classes 5 --set classes=6, --classes is given twice",
        "search --families resnet --dataset synthetic-shapes --budget 1 --budget 2, (N) should be specified only once",
        "train resnet/mini --dataset a --dataset b, (NAME|FOLDER) should be specified only once",
        "train resnet/mini --dataset a --epochs 1 --epochs 2, (N) should be specified only once",
    })
    void isRefused(String line, String sentence) {
        String refusal = refusal(line);
        assertTrue(refusal.contains(sentence), refusal);
    }

    @Test
    void theClassesOfATrainingCannotBeSet() {
        assertTrue(refusal("train resnet/mini --dataset synthetic-shapes --set classes=5")
                .contains("--set classes: it is the dataset's and cannot be set"));
    }
}
