package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.measure.ModelFormat;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.Answers;
import dev.tradespace.hardware.ForkedRunner;
import dev.tradespace.hardware.Profiles;
import dev.tradespace.hardware.Runtimes;
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
        Answers.Given onnx = answers(ModelFormat.ONNX);
        Answers.Given samediff = answers(ModelFormat.SAMEDIFF);

        Parity parity = Parity.of(samediff.runtime(), onnx.logits(), samediff.logits(), 1e-4);
        assertTrue(parity.agreed(), parity::sentence);
    }

    private Answers.Given answers(ModelFormat format) {
        Path file = home.resolve("exported." + format.id());
        export(format, file);
        Path lib = Path.of(System.getProperty("tradespace.training.lib"));
        Profiles profiles = Profiles.load(home.resolve("profiles"), Runtimes.with(lib));
        Target target = profiles.targets().stream()
                .filter(each -> each.runtime().equals(format.runtime()))
                .findFirst()
                .orElseThrow();
        Answers answers = new ForkedRunner(profiles, Map.of(), InstantSource.system()).answer(file, target, noise());
        if (answers instanceof Answers.Refused refused) {
            throw new AssertionError(refused.failure());
        }
        return (Answers.Given) answers;
    }

    private void export(ModelFormat format, Path file) {
        StringWriter err = new StringWriter();
        int code = TradespaceCommandLine.commandLine(Map.of("TRADESPACE_HOME", home.toString()))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("export", "resnet/mini", "--seed", "9", "--format", format.id(), "--out", file.toString());
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
