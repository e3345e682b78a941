package dev.tradespace.app.wiring;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Footprint;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.measure.ModelFormat;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.runtime.model.ModelExporter;
import dev.tradespace.runtime.model.ModelSource;
import dev.tradespace.training.worker.ForkedSameDiffExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes models in every format: ONNX in this process, SameDiff in one of Deeplearning4j's. */
public final class ModelFiles implements ModelExporter {
    private static final int SAMEDIFF_COPIES = 3;
    private static final String RANDOM = "random:";
    private static final String ARCHITECTURE = "architecture.json";

    private final Catalogue catalogue;
    private final List<Path> jars;

    /**
     * Files of these families.
     *
     * @param jars Deeplearning4j's class path; empty where it is not here
     */
    ModelFiles(Catalogue catalogue, List<Path> jars) {
        this.catalogue = catalogue;
        this.jars = List.copyOf(jars);
    }

    /** Files of these families, with Deeplearning4j where the launcher has put it. */
    public static ModelFiles of(Catalogue catalogue) {
        return new ModelFiles(catalogue, TrainingLib.jars());
    }

    @Override
    public void export(ModelSource source, ModelFormat format, Path file) throws IOException {
        Architecture architecture = architecture(source);
        Footprint footprint = Footprint.of(Analysis.of(architecture));
        Optional<String> lack = footprint.withoutDisk(Room.at(file), false);
        if (lack.isEmpty() && format == ModelFormat.SAMEDIFF) {
            // Weights and model lie in the temporary folder first, which may be on the same disk.
            lack = Room.at(Path.of(System.getProperty("java.io.tmpdir")))
                    .withoutDisk("its export to SameDiff", SAMEDIFF_COPIES * footprint.fileBytes());
        }
        if (lack.isPresent()) {
            throw new IOException(lack.get());
        }
        Weights weights = weights(architecture, source);
        switch (format) {
            case ONNX -> OnnxExporter.write(architecture, weights, file, source.metadata());
            case SAMEDIFF -> samediff(architecture, weights, file);
        }
    }

    /** A trained model's network lies beside its weights: it needs no plugin any more, which may have changed since, or be gone. */
    private Architecture architecture(ModelSource source) throws IOException {
        Path kept = source.trained() == null ? null : source.trained().resolveSibling(ARCHITECTURE);
        Architecture architecture = kept != null && Files.exists(kept)
                ? new ArchitectureJson().read(Files.readString(kept))
                : catalogue.build(catalogue.model(source.variant())).architecture();
        if (!architecture.digest().equals(source.architecture())) {
            throw new IllegalStateException(source.variant()
                    + " builds another network than when the sweep was asked for; its plugin has changed");
        }
        return architecture;
    }

    private static Weights weights(Architecture architecture, ModelSource source) throws IOException {
        if (source.trained() != null) {
            return WeightsFile.open(source.trained(), source.weights());
        }
        if (!source.weights().startsWith(RANDOM)) {
            throw new IllegalStateException("weights must be " + RANDOM + "SEED, was " + source.weights());
        }
        return RandomWeights.of(architecture, Long.parseLong(source.weights().substring(RANDOM.length())));
    }

    private void samediff(Architecture architecture, Weights weights, Path file) throws IOException {
        if (jars.isEmpty()) {
            throw new IOException("Deeplearning4j is not here, and only it writes SameDiff files");
        }
        Path folder = TemporaryFolder.create("model");
        try {
            Path graph = folder.resolve(ARCHITECTURE);
            byte[] json = new ArchitectureJson().write(architecture).getBytes(StandardCharsets.UTF_8);
            WholeFile.write(graph, out -> out.write(json));
            Path tensors = folder.resolve("weights.safetensors");
            WeightsFile.write(tensors, architecture.weights().values(), weights, Map.of());
            new ForkedSameDiffExport(jars).write(graph, tensors, file);
        } finally {
            TemporaryFolder.delete(folder);
        }
    }
}
