package dev.tradespace.hardware.worker;

import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.profile.RuntimeProfile;
import dev.tradespace.training.score.Logits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A worker's answer as a JSON file, with {@link #LOGITS} beside it where there are such. It is there whole or not at
 * all.
 */
public final class AnswerFile {
    /** The name of the file beside it that holds a model's answers to images. */
    static final String LOGITS = "logits.bin";

    private AnswerFile() {}

    /** An answer as it is written. */
    private sealed interface Written {
        record Completed(Reading reading) implements Written {}

        record Answered(String runtime, int images, int classes) implements Written {}

        record Profiled(RuntimeProfile profile) implements Written {}

        record Failed(Outcome.Failure failure) implements Written {}
    }

    /** Writes an answer in one step that cannot be seen half done. */
    static void write(Path file, Answer answer) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.write(draft, RecordJson.bytes(written(file, answer)));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Written written(Path file, Answer answer) throws IOException {
        if (answer instanceof Answer.Measured measured) {
            return new Written.Completed(measured.reading());
        }
        if (answer instanceof Answer.Answered answered) {
            Logits logits = answered.logits();
            logits.write(file.resolveSibling(LOGITS));
            return new Written.Answered(answered.runtime(), logits.images(), logits.classes());
        }
        if (answer instanceof Answer.Profiled profiled) {
            return new Written.Profiled(profiled.profile());
        }
        return new Written.Failed(((Answer.Failed) answer).failure());
    }

    /**
     * Reads an answer.
     *
     * @throws IOException if the file is none, or is not whole
     */
    public static Answer read(Path file) throws IOException {
        try {
            Written written = RecordJson.read(Written.class, Files.readString(file));
            if (written instanceof Written.Completed completed) {
                return new Answer.Measured(completed.reading());
            }
            if (written instanceof Written.Failed failed) {
                return new Answer.Failed(failed.failure());
            }
            if (written instanceof Written.Profiled profiled) {
                return new Answer.Profiled(profiled.profile());
            }
            Written.Answered answered = (Written.Answered) written;
            Logits logits = Logits.read(file.resolveSibling(LOGITS), answered.classes());
            if (logits.images() != answered.images()) {
                throw new IOException("there must be answers to " + answered.images() + " images, was " + logits);
            }
            return new Answer.Answered(answered.runtime(), logits);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }
}
