package dev.tradespace.server.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.Answerer;
import dev.tradespace.hardware.Answers;
import dev.tradespace.server.ToyImages;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.RoundingError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate tolerates is what the trainer left beside its answers. */
class RunnerParityTest {
    private static final int CLASSES = 3;
    /** Of a spread of 3. */
    private static final float OFF = 1.5e-3f;

    @TempDir
    Path folder;

    @BeforeEach
    void leaveAnswers() throws Exception {
        PreparedDataset.prepare(new ToyImages(folder), 16, images(), ProgressListener.SILENT);
        ToyTrainer.ANSWERS.write(folder.resolve(TrainingRequest.ANSWERS));
    }

    private Path images() {
        return folder.resolve("toy.images");
    }

    /** The answers so many times, all off by as much. */
    private static Logits off(int times, float by) {
        int values = ToyTrainer.ANSWERS.images() * CLASSES;
        float[] all = new float[times * values];
        for (int i = 0; i < all.length; i++) {
            all[i] = ToyTrainer.ANSWERS.value(i % values / CLASSES, i % CLASSES) + by;
        }
        return Logits.of(CLASSES, all);
    }

    private Optional<String> disagreement(float by) throws Exception {
        Answerer runtime = answering(target -> new Answers.Given(off(1, by), target.runtime()));
        return new RunnerParity(runtime, Toys.TARGETS)
                .disagreement(ModelFormat.ONNX, "fp32", folder.resolve("model.onnx"), images(), folder);
    }

    /** Threads make no other runtime, and another precision is not held to the trainer's. */
    @Test
    void everyRuntimeThatReadsTheFormatMustAgreeOnce() throws Exception {
        off(RoundingError.DRAWS, OFF / 100).write(folder.resolve(TrainingRequest.PERTURBED));
        List<Target> targets =
                List.of(target("one", "fp32"), target("one", "fp32"), target("two", "int8"), target("two", "fp32"));
        List<String> asked = new ArrayList<>();
        Optional<String> disagreement = new RunnerParity(
                        answering(target -> {
                            asked.add(target.runtime() + " " + target.precision());
                            return new Answers.Given(
                                    off(1, target.runtime().equals("two") ? OFF : 0), target.runtime());
                        }),
                        targets)
                .disagreement(ModelFormat.ONNX, "fp32", folder.resolve("model.onnx"), images(), folder);
        assertEquals(List.of("one fp32", "two fp32"), asked);
        assertTrue(disagreement.orElseThrow().startsWith("two disagrees"), disagreement::toString);
    }

    @Test
    void aFurtherRuntimeThatCannotRunTheNetworkHasNoSayAndTheFirstMust() throws Exception {
        List<Target> targets = List.of(target("one", "fp32"), target("two", "fp32"));
        for (String broken : List.of("two", "one")) {
            RunnerParity gate = new RunnerParity(
                    answering(target -> target.runtime().equals(broken)
                            ? new Answers.Refused(new Outcome.Failure("it has no such layer", "", false))
                            : new Answers.Given(off(1, 0), target.runtime())),
                    targets);
            Path model = folder.resolve("model.onnx");
            if (broken.equals("two")) {
                assertEquals(Optional.empty(), gate.disagreement(ModelFormat.ONNX, "fp32", model, images(), folder));
            } else {
                IOException refused = assertThrows(
                        IOException.class, () -> gate.disagreement(ModelFormat.ONNX, "fp32", model, images(), folder));
                assertEquals("the parity gate got no answers from one: it has no such layer", refused.getMessage());
            }
        }
    }

    private static Answerer answering(Function<Target, Answers> runtimes) {
        return new Answerer() {
            @Override
            public Answers answer(Path model, Target target, Path prepared, Split split, int count) {
                return runtimes.apply(target);
            }

            @Override
            public Answers answer(Path model, Target target, float[] pictures) {
                throw new AssertionError("nobody asked for pictures");
            }
        };
    }

    private static Target target(String runtime, String precision) {
        return new Target("toy-cpu/" + runtime, "toy-cpu", runtime, precision, 1, runtime);
    }

    @Test
    void toleratesWhatRoundingDoesToTheNetwork() throws Exception {
        off(RoundingError.DRAWS, OFF).write(folder.resolve(TrainingRequest.PERTURBED));
        assertEquals(Optional.empty(), disagreement(OFF));
        off(RoundingError.DRAWS, OFF / 100).write(folder.resolve(TrainingRequest.PERTURBED));
        assertTrue(disagreement(OFF).isPresent());
    }

    @Test
    void holdsModelsOfEarlierVersionsToATenThousandthOfTheSpread() throws Exception {
        assertEquals(Optional.empty(), disagreement(OFF / 10));
        assertTrue(disagreement(OFF).isPresent());
    }
}
