package dev.tradespace.core.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.training.Budget;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepSpecReaderTest {
    private static SweepSpecReader.Read read(ObjectMapper mapper, String text) {
        return SweepSpecReader.read(StrictJson.read(mapper, text));
    }

    @Test
    void readsJsonAndYamlAlike() {
        SweepSpec spec = new SweepSpec(List.of("resnet/*", "vit/ti16"), List.of("local-cpu/*"), Protocol.STANDARD);
        SweepSpecReader.Read right = new SweepSpecReader.Read(Optional.of(spec), List.of());
        assertEquals(
                right,
                read(
                        StrictJson.json(),
                        "{\"variants\":[\"resnet/*\",\"vit/ti16\"],\"targets\":[\"local-cpu/*\"],\"protocol\":\"standard\"}"));
        assertEquals(
                right,
                read(
                        StrictJson.yaml(),
                        "variants:\n  - resnet/*\n  - vit/ti16\ntargets: [local-cpu/*]\nprotocol: standard\n"));
    }

    @Test
    void isQuickUnlessSaidOtherwise() {
        assertEquals(
                Optional.of(new SweepSpec(List.of("a/b"), List.of("c/d"), Protocol.QUICK)),
                read(StrictJson.yaml(), "variants: [a/b]\ntargets: [c/d]").spec());
    }

    @Test
    void reportsAllProblemsAtOnce() {
        SweepSpecReader.Read read = read(
                StrictJson.yaml(), "variants: resnet/resnet50\ntargets: [1, local-cpu/x]\nprotocol: fast\nseed: 7\n");
        assertEquals(Optional.empty(), read.spec());
        assertEquals(
                List.of(
                        new Problem(
                                "/variants", "must be a list of at least one text, was the text \"resnet/resnet50\""),
                        new Problem("/targets/0", "must be a text, was 1"),
                        new Problem("/protocol", "must be quick, standard or long, was fast"),
                        new Problem("/seed", "is unknown; known are variants, targets, protocol, training")),
                read.problems());
    }

    @Test
    void readsATrainingAndWritesItAsItWas() {
        String text =
                "{\"dataset\":\"fashion-mnist\",\"epochs\":3,\"subset\":500,\"threads\":2,\"seed\":9,\"resume\":false,"
                        + "\"recipe\":{\"optimizer\":\"adamw\",\"learningRate\":0.002,\"augmentation\":{\"flip\":true}}}";
        SweepSpecReader.Read read =
                read(StrictJson.json(), "{\"variants\":[\"a/b\"],\"targets\":[\"c/d\"],\"training\":" + text + "}");

        TrainingAsked training =
                Objects.requireNonNull(read.spec().orElseThrow().training());
        assertEquals("fashion-mnist", training.dataset());
        assertEquals(new Budget.Epochs(3), training.budget());
        assertEquals(0.002, training.changes().learningRate());
        assertEquals(text, training.json().toString());
    }

    @Test
    void reportsEverythingThatIsWrongWithATraining() {
        SweepSpecReader.Read read = read(
                StrictJson.yaml(),
                "variants: [a/b]\ntargets: [c/d]\ntraining: {epochs: 0, seconds: 3, threads: 1.5, recipe: "
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
                read(StrictJson.yaml(), "- a\n- b\n").problems());
    }
}
