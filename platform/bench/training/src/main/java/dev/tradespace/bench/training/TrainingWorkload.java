package dev.tradespace.bench.training;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.weights.WeightsFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What every side works on, as files: an architecture, its first weights, and batches of random images with labels.
 *
 * @param architecture its JSON
 * @param weights a safetensors file
 * @param batches for each batch its images (32-bit floats, little endian, {@code [batch, channels, height, width]}), then its labels (32-bit)
 */
record TrainingWorkload(Path architecture, Path weights, Path batches) {
    private static final int BATCHES = 8;
    private static final int SEED = 7;

    /** Writes the files of a network into a folder. */
    static TrainingWorkload write(Architecture network, String name, int batch, Path folder) throws IOException {
        String file = name.replace('/', '-');
        TrainingWorkload files = new TrainingWorkload(
                folder.resolve(file + ".json"),
                folder.resolve(file + ".safetensors"),
                folder.resolve(file + "-" + batch + ".bin"));
        Files.writeString(files.architecture, new ArchitectureJson().write(network));
        WeightsFile.write(files.weights, network.weights().values(), RandomWeights.of(network, SEED), Map.of());
        SplittableRandom random = new SplittableRandom(SEED);
        int elements = Math.toIntExact(batch * network.inputShape().elements());
        int classes = network.outputShape().last();
        ByteBuffer buffer =
                ByteBuffer.allocate(Float.BYTES * (elements + batch)).order(ByteOrder.LITTLE_ENDIAN);
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(files.batches))) {
            for (int i = 0; i < BATCHES; i++) {
                buffer.clear();
                for (int element = 0; element < elements; element++) {
                    buffer.putFloat((float) random.nextGaussian());
                }
                for (int image = 0; image < batch; image++) {
                    buffer.putInt(random.nextInt(classes));
                }
                out.write(buffer.array());
            }
        }
        return files;
    }
}
