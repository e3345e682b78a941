package dev.tradespace.core.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.json.StrictYaml;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.training.Budget;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepSpecReaderTest {
    private static SweepSpecReader.Read json(String text) {
        return SweepSpecReader.read(StrictJson.read(StrictJson.json(), text));
    }

    private static SweepSpecReader.Read yaml(String text) {
        return SweepSpecReader.read(StrictYaml.read(text));
    }

    @Test
    void readsJsonAndYamlAlike() {
        SweepSpec spec = new SweepSpec(List.of("resnet/*", "vit/ti16"), List.of("local-cpu/*"), Protocol.STANDARD);
        SweepSpecReader.Read right = new SweepSpecReader.Read(Optional.of(spec), List.of());
        assertEquals(
                right,
                json(
                        "{\"variants\":[\"resnet/*\",\"vit/ti16\"],\"targets\":[\"local-cpu/*\"],\"protocol\":\"standard\"}"));
        assertEquals(
                right, yaml("variants:\n  - resnet/*\n  - vit/ti16\ntargets: [local-cpu/*]\nprotocol: standard\n"));
    }

    /** A folder called 2024 is a dataset of that name; on the wire, as JSON, it is a text again. */
    @Test
    void takesANumberOfYamlForTheTextThatItWas() {
        SweepSpecReader.Read read = yaml("variants: [a/b]\ntargets: [c/d]\ntraining: {dataset: 2024, epochs: 1}\n");
        SweepSpec spec = read.spec().orElseThrow();
        assertEquals("2024", Objects.requireNonNull(spec.training()).dataset());
        assertEquals(read, SweepSpecReader.read(spec.json()));
        assertEquals(
                List.of(new Problem("/training/dataset", "must be a text, was 2024")),
                json("{\"variants\":[\"a/b\"],\"targets\":[\"c/d\"],\"training\":{\"dataset\":2024,\"epochs\":1}}")
                        .problems());
    }

    @Test
    void refusesANumberThatJsonWouldNotTakeForOne() {
        assertEquals(
                List.of(
                        new Problem(
                                "/training/epochs", "must be a whole number from 1 to 100000, was the text \"010\""),
                        new Problem("/training/resume", "must be true or false, was the text \"yes\"")),
                yaml("variants: [a/b]\ntargets: [c/d]\ntraining: {dataset: d, epochs: 010, resume: yes}\n")
                        .problems());
    }

    @Test
    void isQuickUnlessSaidOtherwise() {
        assertEquals(
                Optional.of(new SweepSpec(List.of("a/b"), List.of("c/d"), Protocol.QUICK)),
                yaml("variants: [a/b]\ntargets: [c/d]").spec());
    }

    @Test
    void reportsAllProblemsAtOnce() {
        SweepSpecReader.Read read =
                yaml("variants: resnet/resnet50\ntargets: [[1], local-cpu/x]\nprotocol: fast\nseed: 7\n");
        assertEquals(Optional.empty(), read.spec());
        assertEquals(
                List.of(
                        new Problem(
                                "/variants", "must be a list of at least one text, was the text \"resnet/resnet50\""),
                        new Problem("/targets/0", "must be a text, was a list"),
                        new Problem("/protocol", "must be quick, standard or long, was fast"),
                        new Problem("/seed", "is unknown; known are variants, targets, protocol, training")),
                read.problems());
    }

    @Test
    void readsATrainingAndWritesItAsItWas() {
        String text =
                "{\"dataset\":\"fashion-mnist\",\"epochs\":3,\"subset\":500,\"threads\":2,\"seed\":9,\"resume\":false,"
                        + "\"recipe\":{\"optimizer\":\"adamw\",\"learningRate\":0.002,\"augmentation\":{\"flip\":true}}}";
        SweepSpecReader.Read read = json("{\"variants\":[\"a/b\"],\"targets\":[\"c/d\"],\"training\":" + text + "}");

        TrainingAsked training =
                Objects.requireNonNull(read.spec().orElseThrow().training());
        assertEquals("fashion-mnist", training.dataset());
        assertEquals(new Budget.Epochs(3), training.budget());
        assertEquals(0.002, training.changes().values().get("learningRate"));
        assertEquals(text, training.json().toString());
    }

    @Test
    void reportsEverythingThatIsWrongWithATraining() {
        SweepSpecReader.Read read =
                yaml("variants: [a/b]\ntargets: [c/d]\ntraining: {epochs: 0, seconds: 3, threads: 1.5, recipe: "
                        + "{optimizer: adam, batch: 0, learningrate: 1, augmentation: {flip: 1}}}\n");

        assertEquals(Optional.empty(), read.spec());
        assertEquals(
                List.of(
                        "/training/dataset",
                        "/training/epochs",
                        "/training",
                        "/training/threads",
                        "/training/recipe/optimizer",
                        "/training/recipe/batch",
                        "/training/recipe/augmentation/flip",
                        "/training/recipe/learningrate"),
                read.problems().stream().map(Problem::path).toList());
    }

    @Test
    void refusesADocumentThatIsNoObject() {
        assertEquals(
                List.of(new Problem("", "must be an object, was a list")),
                yaml("- a\n- b\n").problems());
    }
}
