package dev.tradespace.server.training;

import com.fasterxml.jackson.core.TreeNode;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingSpecJson;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.training.data.image.Normalisation;
import dev.tradespace.training.data.image.Preprocessing;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What lies beside a trained model as {@value #FILE}, so that its file can be used without the platform: what it
 * learned, how, and how images must be
 * put before it.
 *
 * @param variant the model's id
 * @param dataset the dataset's id
 * @param classes their names in the order of the outputs
 * @param resolution height and width of the input
 * @param mean of each channel, red first, 0 to 1
 * @param deviation of each channel
 * @param preprocessing the version of {@link Preprocessing} by which its images were prepared
 * @param peakBytes the trainer's peak resident set, 0 where it is not known
 */
public record ModelCard(
        String variant,
        String dataset,
        List<String> classes,
        int resolution,
        List<Double> mean,
        List<Double> deviation,
        int preprocessing,
        long peakBytes) {
    private static final int CHANNELS = Normalisation.CHANNELS;
    private static final double WHITE = 255;
    /** The version of cards that name none. */
    private static final int FIRST_PREPROCESSING = 1;

    /** The file's name. */
    public static final String FILE = "training.json";

    public ModelCard {
        classes = List.copyOf(classes);
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /** The card of a model that was trained on a prepared dataset. */
    static ModelCard of(ModelId model, PreparedDataset prepared, long peakBytes) {
        List<Double> mean = new ArrayList<>();
        List<Double> deviation = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            mean.add(prepared.normalisation().mean(channel));
            deviation.add(prepared.normalisation().deviation(channel));
        }
        return new ModelCard(
                model.toString(),
                prepared.dataset(),
                prepared.classes(),
                prepared.resolution(),
                mean,
                deviation,
                prepared.preprocessing(),
                peakBytes);
    }

    /** What goes into the model's own file. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("variant", variant);
        metadata.put("dataset", dataset);
        metadata.put("classes", RecordJson.text(classes));
        metadata.put("inputSize", String.valueOf(resolution));
        metadata.put("mean", commas(mean));
        metadata.put("standardDeviation", commas(deviation));
        metadata.put("colours", isGrey() ? "grey" : "rgb");
        metadata.put("preprocessingVersion", String.valueOf(preprocessing));
        metadata.put("preprocessing", words());
        return metadata;
    }

    private static String commas(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private String words() {
        return "upright by EXIF, on white, 8 bits; short side resized to inputSize (bilinear, antialiased), middle"
                + " square; RGB"
                + (isGrey() ? " of equal values (luma)" : "")
                + ", channels first: (pixel / 255 - mean) / standardDeviation";
    }

    /** Whether the model has seen nothing but grey. */
    private boolean isGrey() {
        return mean.stream().distinct().count() == 1
                && deviation.stream().distinct().count() == 1;
    }

    /**
     * A picture as the model reads it: grey where it has only seen grey, normalised.
     *
     * @param square the middle of the picture, {@code [resolution, resolution, 3]}
     * @shape {@code [3, resolution, resolution]}
     */
    public float[] input(byte[] square) {
        byte[] values = square.clone();
        if (isGrey()) {
            Preprocessing.grey(values);
        }
        float[] input = new float[values.length];
        int pixels = values.length / CHANNELS;
        for (int i = 0; i < values.length; i++) {
            int channel = i % CHANNELS;
            double level = Byte.toUnsignedInt(values[i]) / WHITE;
            input[channel * pixels + i / CHANNELS] = (float) ((level - mean.get(channel)) / deviation.get(channel));
        }
        return input;
    }

    /** A card as a file: with all that is known of the training. */
    private record Written(
            @Unwrapped ModelCard card, String architecture, String weights, TreeNode spec, List<EpochPoint> curve) {}

    /** What is read of it. Earlier ones do not say which preprocessing it was. */
    private record Kept(
            String variant,
            String dataset,
            List<String> classes,
            int resolution,
            List<Double> mean,
            List<Double> deviation,
            OptionalInt preprocessing,
            long peakBytes) {}

    /** Writes the card with all that is known of the training. */
    void write(Path folder, TrainingState training) throws IOException {
        byte[] json = RecordJson.bytes(new Written(
                this,
                training.architecture(),
                training.weights(),
                TrainingSpecJson.write(training.spec()),
                training.curve()));
        WholeFile.write(folder.resolve(FILE), out -> out.write(json));
    }

    /**
     * Reads a model's card.
     *
     * @throws IOException if it is not there or cannot be read
     */
    public static ModelCard read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            Kept kept = RecordJson.readKnown(Kept.class, Files.readString(file));
            return new ModelCard(
                    kept.variant(),
                    kept.dataset(),
                    kept.classes(),
                    kept.resolution(),
                    kept.mean(),
                    kept.deviation(),
                    kept.preprocessing().orElse(FIRST_PREPROCESSING),
                    kept.peakBytes());
        } catch (IllegalArgumentException bad) {
            throw new IOException(file + " is no card of a trained model: " + bad.getMessage(), bad);
        }
    }
}
