package dev.tradespace.core.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.BadDocument;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TrainingSpecJsonTest {
    private static final Recipe RECIPE = new Recipe(
            Recipe.Optimizer.ADAMW,
            0.002,
            Recipe.Schedule.ONE_CYCLE,
            0.2,
            0.05,
            64,
            0.1,
            1,
            0.999,
            new Recipe.Augmentation(true, 4, 0.2, 0.25));

    private static final String TEXT =
            "{\"dataset\":\"shapes\",\"recipe\":{\"optimizer\":\"adamw\",\"learningRate\":0.002,"
                    + "\"schedule\":\"one-cycle\",\"warmup\":0.2,\"weightDecay\":0.05,\"batch\":64,\"labelSmoothing\":0.1,"
                    + "\"clipNorm\":1.0,\"averaging\":0.999,\"augmentation\":{\"flip\":true,\"cropPadding\":4,\"mixup\":0.2,"
                    + "\"erasing\":0.25}},\"epochs\":3,\"subset\":1000,\"threads\":2,\"seed\":-7}";

    @Test
    void isTheSameTextForTheSameSpec() {
        TrainingSpec spec = new TrainingSpec("shapes", RECIPE, new Budget.Epochs(3), OptionalInt.of(1000), 2, -7);
        assertEquals(TEXT, TrainingSpecJson.write(spec).toString());
        assertEquals(spec, TrainingSpecJson.read(TEXT));
    }

    @Test
    void comesBackAsItWasWritten() {
        for (Budget budget : List.of(new Budget.Epochs(1), new Budget.Time(Duration.ofMillis(240_500)))) {
            for (OptionalInt subset : List.of(OptionalInt.empty(), OptionalInt.of(5))) {
                TrainingSpec spec = new TrainingSpec("a", RECIPE, budget, subset, 1, Long.MAX_VALUE);
                assertEquals(
                        spec, TrainingSpecJson.read(TrainingSpecJson.write(spec).toString()));
            }
        }
    }

    @Test
    void namesAllThatIsWrongAtOnce() {
        String bad = TEXT.replace("\"flip\":true,", "")
                .replace("0.002", "0")
                .replace("\"epochs\":3", "\"epochs\":3,\"seconds\":4")
                .replace(",\"seed\":-7", "")
                .replace("\"threads\":2", "\"threads\":\"two\"");
        assertEquals(
                "it is no training: /recipe/learningRate: must be a number above 0 and at most 100, was 0;"
                        + " /recipe/augmentation/flip: is missing; must have either epochs or seconds; /threads: must be a"
                        + " whole number from 1 to 2147483647, was the text \"two\"; /seed: is missing",
                assertThrows(BadDocument.class, () -> TrainingSpecJson.read(bad))
                        .getMessage());
    }
}
