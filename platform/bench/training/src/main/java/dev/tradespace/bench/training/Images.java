package dev.tradespace.bench.training;

import dev.tradespace.api.op.Shape;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.dl4j.executor.Network;
import dev.tradespace.training.pipeline.BatchPrefetcher;
import dev.tradespace.training.pipeline.ImageBatch;
import dev.tradespace.training.pipeline.LabelledImages;
import dev.tradespace.training.pipeline.TrainingBatches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Where the executor's images and targets come from. */
interface Images {
    /** Gives a network what it learns from in a step. */
    void give(int step, Network network) throws InterruptedException;

    /** A workload's own batches, over and over. */
    static Images of(Path file, int batch, Shape shape, int classes) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int pixels = shape.height() * shape.width();
        List<FloatBuffer> images = new ArrayList<>();
        List<FloatBuffer> targets = new ArrayList<>();
        while (data.hasRemaining()) {
            FloatBuffer values = FloatBuffer.allocate(batch * shape.channels() * pixels);
            for (int image = 0; image < batch; image++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        values.put((image * pixels + pixel) * shape.channels() + channel, data.getFloat());
                    }
                }
            }
            FloatBuffer labels = FloatBuffer.allocate(batch * classes);
            for (int image = 0; image < batch; image++) {
                labels.put(image * classes + data.getInt(), 1);
            }
            images.add(values);
            targets.add(labels);
        }
        return (step, network) -> {
            network.images()
                    .put(
                            0,
                            images.get(step % images.size()),
                            0,
                            network.images().capacity());
            network.targets()
                    .put(
                            0,
                            targets.get(step % targets.size()),
                            0,
                            network.targets().capacity());
        };
    }

    /** A prepared dataset through the product's pipeline: shuffled, mirrored, cropped, one batch ahead of the network. */
    static Images pipeline(Path prepared, Recipe recipe, long seed) throws IOException {
        LabelledImages pictures = LabelledImages.of(PreparedDataset.open(prepared), Split.TRAINING);
        BatchPrefetcher feed = new BatchPrefetcher(new TrainingBatches(pictures, recipe, OptionalInt.empty(), seed), 0);
        return (step, network) -> {
            ImageBatch batch = feed.next();
            network.images().put(0, batch.images(), 0, network.images().capacity());
            network.targets().put(0, batch.targets(), 0, network.targets().capacity());
        };
    }
}
