package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.Answers;
import dev.tradespace.hardware.ForkedRunner;
import dev.tradespace.hardware.Profiles;
import dev.tradespace.hardware.runtime.Runtimes;
import dev.tradespace.training.score.Parity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both files of one model, through the runtimes that they are for. */
class ExportCommandTest {
    private static final int IMAGES = 4;
    private static final int VALUES = IMAGES * 3 * 32 * 32;

    @TempDir
    Path home;

    @Test
    void theSameDiffFileGivesTheAnswersOfTheOnnxFile() {
        Answers.Given onnx = answers("onnx");
        Answers.Given samediff = answers("samediff");

        Parity parity = Parity.of(samediff.runtime(), onnx.logits(), samediff.logits(), 1e-4);
        assertTrue(parity.agreed(), parity::sentence);
    }

    private Answers.Given answers(String format) {
        Path file = home.resolve("exported." + format);
        export(format, file);
        Profiles profiles = Profiles.builtIn(Runtimes.builtIn(Path.of(System.getProperty("tradespace.runtimes"))));
        Target target = profiles.targets().stream()
                .filter(each -> each.format().id().equals(format))
                .findFirst()
                .orElseThrow();
        Answers answers = new ForkedRunner(profiles, Map.of(), InstantSource.system()).answer(file, target, noise());
        if (answers instanceof Answers.Refused refused) {
            throw new AssertionError(refused.failure());
        }
        return (Answers.Given) answers;
    }

    private void export(String format, Path file) {
        StringWriter err = new StringWriter();
        int code = TradespaceCommandLine.commandLine(Map.of("TRADESPACE_HOME", home.toString()))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("export", "resnet/mini", "--seed", "9", "--format", format, "--out", file.toString());
        assertEquals(0, code, err.toString());
    }

    private static float[] noise() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[VALUES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
