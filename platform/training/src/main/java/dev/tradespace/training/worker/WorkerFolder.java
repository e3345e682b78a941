package dev.tradespace.training.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpecJson;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of files between a trainer's process and its parent, since native libraries print what they
 * like: {@code request.json} for the worker, {@code progress.jsonl} which it appends to, {@code answer.json} at its
 * end.
 *
 * @param path the folder
 */
public record WorkerFolder(Path path) {
    private static final String PROGRESS = "progress";
    private static final String EPOCH = "epoch";
    private static final String COMPLETED = "completed";
    private static final String STOPPED = "stopped";
    private static final String FAILED = "failed";

    private Path requestFile() {
        return path.resolve("request.json");
    }

    private Path answerFile() {
        return path.resolve("answer.json");
    }

    Path progressFile() {
        return path.resolve("progress.jsonl");
    }

    /** Leaves the request. */
    void ask(TrainingRequest request) throws IOException {
        ObjectNode json = StrictJson.json().createObjectNode();
        json.put("architecture", request.architecture().toAbsolutePath().toString());
        json.put("data", request.data().toAbsolutePath().toString());
        json.set("spec", TrainingSpecJson.write(request.spec()));
        json.put("folder", request.folder().toAbsolutePath().toString());
        Files.writeString(requestFile(), json.toString());
        Files.createFile(progressFile());
    }

    /**
     * The request that was left here.
     *
     * @throws IOException if it cannot be read
     */
    public TrainingRequest request() throws IOException {
        JsonNode json = StrictJson.read(StrictJson.json(), Files.readString(requestFile()));
        return new TrainingRequest(
                Path.of(json.path("architecture").textValue()),
                Path.of(json.path("data").textValue()),
                TrainingSpecJson.read(json.path("spec")),
                Path.of(json.path("folder").textValue()));
    }

    /** A listener that appends what it hears to the file of progress. */
    public Trainer.Listener listener() {
        return new Trainer.Listener() {
            @Override
            public void progress(TrainingProgress progress) {
                append(PROGRESS, progress);
            }

            @Override
            public void epoch(EpochPoint point) {
                append(EPOCH, point);
            }
        };
    }

    private void append(String kind, Record what) {
        ObjectMapper mapper = StrictJson.json();
        ObjectNode line = mapper.createObjectNode().set(kind, mapper.valueToTree(what));
        try {
            Files.writeString(progressFile(), line + "\n", StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(progressFile() + " cannot be written", failed);
        }
    }

    /** Tells a listener what a line of the file of progress says. */
    static void tell(byte[] line, Trainer.Listener listener) {
        ObjectMapper mapper = StrictJson.json();
        JsonNode json = StrictJson.read(mapper, new String(line, StandardCharsets.UTF_8));
        try {
            if (json.has(EPOCH)) {
                listener.epoch(mapper.treeToValue(json.get(EPOCH), EpochPoint.class));
            } else {
                listener.progress(mapper.treeToValue(json.path(PROGRESS), TrainingProgress.class));
            }
        } catch (JsonProcessingException bad) {
            throw new BadDocument("a line of progress cannot be read: " + bad.getOriginalMessage());
        }
    }

    /** Leaves the answer, whole or not at all. */
    public void answer(TrainingEnd end) throws IOException {
        String kind = end instanceof TrainingEnd.Completed
                ? COMPLETED
                : end instanceof TrainingEnd.Stopped ? STOPPED : FAILED;
        ObjectMapper mapper = StrictJson.json();
        ObjectNode json = mapper.createObjectNode();
        if (end instanceof TrainingEnd.Stopped) {
            json.putObject(kind);
        } else {
            json.set(kind, mapper.valueToTree(end));
        }
        WholeFile.write(answerFile(), out -> out.write(json.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The answer.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    TrainingEnd answer() throws IOException {
        ObjectMapper mapper = StrictJson.json();
        JsonNode json = StrictJson.read(mapper, Files.readString(answerFile()));
        if (json.has(COMPLETED)) {
            return mapper.treeToValue(json.get(COMPLETED), TrainingEnd.Completed.class);
        } else if (json.has(FAILED)) {
            return mapper.treeToValue(json.get(FAILED), TrainingEnd.Failed.class);
        }
        return new TrainingEnd.Stopped();
    }

    /** Deletes the folder with all that is in it, as the parent would have done. */
    public void delete() {
        TemporaryFolder.delete(path);
    }
}
