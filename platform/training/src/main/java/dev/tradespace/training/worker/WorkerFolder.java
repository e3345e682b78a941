package dev.tradespace.training.worker;

import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
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
    /** A line of the file of progress. */
    private sealed interface News {
        record Progress(TrainingProgress progress) implements News {}

        record Epoch(EpochPoint point) implements News {}
    }

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
        TrainingRequest absolute = new TrainingRequest(
                request.architecture().toAbsolutePath(),
                request.data().toAbsolutePath(),
                request.spec(),
                request.folder().toAbsolutePath());
        Files.write(requestFile(), RecordJson.bytes(absolute));
        Files.createFile(progressFile());
    }

    /**
     * The request that was left here.
     *
     * @throws IOException if it cannot be read
     */
    public TrainingRequest request() throws IOException {
        return RecordJson.read(TrainingRequest.class, Files.readString(requestFile()));
    }

    /** A listener that appends what it hears to the file of progress. */
    public Trainer.Listener listener() {
        return new Trainer.Listener() {
            @Override
            public void progress(TrainingProgress progress) {
                append(new News.Progress(progress));
            }

            @Override
            public void epoch(EpochPoint point) {
                append(new News.Epoch(point));
            }
        };
    }

    private void append(News news) {
        try {
            Files.writeString(progressFile(), RecordJson.text(news) + "\n", StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(progressFile() + " cannot be written", failed);
        }
    }

    /** Tells a listener what a line of the file of progress says. */
    static void tell(byte[] line, Trainer.Listener listener) {
        News news = RecordJson.read(News.class, new String(line, StandardCharsets.UTF_8));
        if (news instanceof News.Epoch epoch) {
            listener.epoch(epoch.point());
        } else {
            listener.progress(((News.Progress) news).progress());
        }
    }

    /** Leaves the answer, whole or not at all. */
    public void answer(TrainingEnd end) throws IOException {
        WholeFile.write(answerFile(), out -> out.write(RecordJson.bytes(end)));
    }

    /**
     * The answer.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    TrainingEnd answer() throws IOException {
        return RecordJson.read(TrainingEnd.class, Files.readString(answerFile()));
    }

    /** Deletes the folder with all that is in it, as the parent would have done. */
    public void delete() {
        TemporaryFolder.delete(path);
    }
}
