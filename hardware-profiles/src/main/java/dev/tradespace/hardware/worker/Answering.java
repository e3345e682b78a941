package dev.tradespace.hardware.worker;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.core.training.Scores;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.BatchedAnswers;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.Scoring;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.IntStream;

/** Runs any number of images through a model and keeps what it answers; nothing is timed. */
final class Answering {
    private final RuntimePlugin runtime;
    private final WorkerRequest request;
    private final int fixedBatch;

    /**
     * Ready to run a request's model.
     *
     * @param fixedBatch images in one query of a model that does not leave its batch open, and of a runtime that would rather have fewer
     */
    Answering(RuntimePlugin runtime, WorkerRequest request, int fixedBatch) {
        this.runtime = runtime;
        this.request = request;
        this.fixedBatch = fixedBatch;
    }

    /** What a runtime is called beside its answers: {@code onnxruntime 1.28.0}. */
    static String name(RuntimePlugin runtime) {
        return runtime.describe().id() + " " + runtime.version();
    }

    /** How the answers to a split compare with the truth. */
    Scores scores(SplitImages exam) throws UnfitModel, IOException {
        PreparedDataset prepared = PreparedDataset.open(exam.prepared());
        PreparedDataset.Images images = prepared.split(exam.split());
        int classes = prepared.classes().size();
        Logits logits = logits(of(images, exam));
        if (logits.classes() != classes) {
            throw new UnfitModel("it has " + logits.classes() + " classes, " + prepared.dataset() + " has " + classes);
        }
        int[] truths = IntStream.range(0, exam.count()).map(images::label).toArray();
        return Scoring.of(prepared.dataset(), exam.split().id(), name(runtime), logits, truths)
                .named(prepared.classes());
    }

    /** The answers to the first images of a split. */
    Logits logits(SplitImages images) throws UnfitModel, IOException {
        return logits(of(PreparedDataset.open(images.prepared()).split(images.split()), images));
    }

    /** The answers to the images in a file of floats. */
    Logits logits(Path floats) throws UnfitModel, IOException {
        try (FileChannel channel = FileChannel.open(floats, StandardOpenOption.READ)) {
            FloatBuffer values = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            return logits(of(values));
        }
    }

    private Logits logits(Images images) throws UnfitModel {
        int batch = Math.max(fixedBatch, runtime.scoringBatch());
        LoadedModel model;
        try {
            model = open(batch);
        } catch (UnfitModel perhapsOfAFixedBatch) {
            batch = fixedBatch;
            model = open(batch);
        }
        try (LoadedModel open = model) {
            return logits(open, batch, images);
        }
    }

    private LoadedModel open(int batch) throws UnfitModel {
        return runtime.open(request.model(), request.threads(), batch);
    }

    private static Logits logits(LoadedModel model, int batch, Images images) throws UnfitModel {
        int perImage = model.input().remaining() / batch;
        int count = images.count(perImage);
        Logits logits = BatchedAnswers.of(model, batch, count, images::put);
        for (int image = 0; image < count; image++) {
            for (int clazz = 0; clazz < logits.classes(); clazz++) {
                if (!Float.isFinite(logits.value(image, clazz))) {
                    throw new UnfitModel("it answers " + logits.value(image, clazz) + " to image " + image);
                }
            }
        }
        return logits;
    }

    /** Images for a model. */
    private interface Images {
        /**
         * How many there are.
         *
         * @param perImage numbers in an image, as the model reads them
         * @throws UnfitModel if these have others
         */
        int count(int perImage) throws UnfitModel;

        /**
         * Puts one.
         *
         * @shape {@code [channels, height, width]}, from the buffer's position on
         */
        void put(int index, FloatBuffer into);
    }

    private static Images of(PreparedDataset.Images images, SplitImages wanted) throws IOException {
        if (images.size() < wanted.count()) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "the %s split of %s has %d images, not %d",
                    wanted.split().id(),
                    wanted.prepared(),
                    images.size(),
                    wanted.count()));
        }
        return new Images() {
            @Override
            public int count(int perImage) throws UnfitModel {
                if (perImage != images.imageBytes()) {
                    throw new UnfitModel("it reads images of " + perImage + " numbers, those of the dataset have "
                            + images.imageBytes());
                }
                return wanted.count();
            }

            @Override
            public void put(int index, FloatBuffer into) {
                images.nchw(index, into);
            }
        };
    }

    private static Images of(FloatBuffer values) {
        return new Images() {
            private int perImage;

            @Override
            public int count(int numbers) throws UnfitModel {
                perImage = numbers;
                if (values.capacity() == 0 || values.capacity() % numbers != 0) {
                    throw new UnfitModel("it reads images of " + numbers + " numbers, " + values.capacity()
                            + " are no whole number of them");
                }
                return values.capacity() / numbers;
            }

            @Override
            public void put(int index, FloatBuffer into) {
                into.put(values.slice(index * perImage, perImage));
            }
        };
    }
}
