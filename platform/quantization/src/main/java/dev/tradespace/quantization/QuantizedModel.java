package dev.tradespace.quantization;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A quantised network as it is kept in a folder: {@value #NETWORK}, {@value #WEIGHTS} in fp32, and {@value #QUANTIZATION} with the scales and the report. The
 * writers of all formats make their int8 files from it.
 *
 * @param architecture the network, its batch normalisations folded
 * @param weights of it
 * @param quantization the scales
 * @param report how it came about
 */
public record QuantizedModel(
        Architecture architecture, Weights weights, Quantization quantization, QuantizationReport report) {
    private static final String NETWORK = "architecture.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String QUANTIZATION = "quantization.json";

    /** What stands in {@value #QUANTIZATION}. */
    private record Described(Quantization quantization, QuantizationReport report) {}

    /** Writes it into a folder, which is there. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(NETWORK), new ArchitectureJson().write(architecture));
        WeightsFile.write(folder.resolve(WEIGHTS), architecture.weights().values(), weights, Map.of());
        Files.write(folder.resolve(QUANTIZATION), RecordJson.bytes(new Described(quantization, report)));
    }

    /**
     * Reads one.
     *
     * @param id what the weights are called
     * @throws IOException if the folder holds none
     */
    public static QuantizedModel read(Path folder, String id) throws IOException {
        try {
            Architecture architecture = new ArchitectureJson().read(Files.readString(folder.resolve(NETWORK)));
            Described described = RecordJson.read(Described.class, Files.readString(folder.resolve(QUANTIZATION)));
            return new QuantizedModel(
                    architecture,
                    WeightsFile.open(folder.resolve(WEIGHTS), id),
                    described.quantization(),
                    described.report());
        } catch (IllegalArgumentException bad) {
            throw new IOException(folder + " holds no quantised network: " + bad.getMessage(), bad);
        }
    }

    /**
     * Reads only how it came about.
     *
     * @throws IOException if the folder holds none
     */
    public static QuantizationReport report(Path folder) throws IOException {
        try {
            return RecordJson.read(Described.class, Files.readString(folder.resolve(QUANTIZATION)))
                    .report();
        } catch (IllegalArgumentException bad) {
            throw new IOException(folder + " holds no quantised network: " + bad.getMessage(), bad);
        }
    }
}
