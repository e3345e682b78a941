package dev.tradespace.app.wiring;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Footprint;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.hardware.runtime.ForkedQuantizer;
import dev.tradespace.hardware.runtime.FormatWriters;
import dev.tradespace.hardware.runtime.Runtimes;
import dev.tradespace.server.model.ModelExporter;
import dev.tradespace.server.model.ModelSource;
import dev.tradespace.server.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes models in every format that something here writes. */
public final class ModelFiles implements ModelExporter {
    /** The network of a trained or imported model, beside its weights. */
    public static final String ARCHITECTURE = "architecture.json";

    private final Catalogue catalogue;
    private final FormatWriters writers;
    private final Optional<ForkedQuantizer> quantizer;

    /** Files of these families, for these runtimes. */
    public ModelFiles(Catalogue catalogue, Runtimes runtimes) {
        this.catalogue = catalogue;
        this.writers = runtimes.writers();
        this.quantizer = runtimes.quantizer();
    }

    @Override
    public List<ModelFormat> formats() {
        return writers.formats();
    }

    @Override
    public List<String> precisions(ModelFormat format) {
        return writers.precisions(format);
    }

    @Override
    public void export(ModelSource source, ModelFile model, Path file) throws IOException {
        Architecture architecture = architecture(source);
        Footprint footprint = Footprint.of(Analysis.of(architecture));
        Optional<String> lack = footprint.withoutDisk(Room.at(file), false);
        if (lack.isEmpty()) {
            // What another process writes lies in the temporary folder first, which may be on the same disk.
            lack = Room.at(Path.of(System.getProperty("java.io.tmpdir")))
                    .withoutDisk(
                            "its export to " + model.format(),
                            writers.temporaryCopies(model.format()) * footprint.fileBytes());
        }
        if (lack.isPresent()) {
            throw new IOException(lack.get());
        }
        if (!model.precision().equals(Quantization.INT8)) {
            write(architecture, source, model, null, file);
        } else if (source.trained() != null) {
            write(architecture, source, model, quantized(architecture, source, source.trained()), file);
        } else {
            Path folder = TemporaryFolder.create("quantized");
            try {
                quantizer().quantize(request(architecture, source), folder);
                write(architecture, source, model, folder, file);
            } finally {
                TemporaryFolder.delete(folder);
            }
        }
    }

    private void write(
            Architecture architecture, ModelSource source, ModelFile model, @Nullable Path quantized, Path file)
            throws IOException {
        writers.write(
                model.format(),
                new FormatWriters.Request(
                        architecture,
                        source.trained(),
                        source.weights(),
                        model.precision(),
                        quantized,
                        file,
                        source.metadata()));
    }

    /** Where a trained network lies quantised; it is quantised now, whole or not at all, where it is not yet. */
    private Path quantized(Architecture architecture, ModelSource source, Path weights) throws IOException {
        Path model = Objects.requireNonNull(weights.toAbsolutePath().getParent());
        Path folder = ModelStore.quantized(model);
        if (Files.exists(folder)) {
            return folder;
        }
        if (source.calibration() == null) {
            throw new IOException(source.model() + " with the weights " + source.weights()
                    + " is not quantised: that needs the images that it was trained on, and only"
                    + " models that were trained here have them");
        }
        Path unfinished = TemporaryFolder.create(model, "unfinished-int8");
        try {
            quantizer().quantize(request(architecture, source), unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            TemporaryFolder.delete(unfinished);
        }
        return folder;
    }

    private ForkedQuantizer quantizer() throws IOException {
        return quantizer.orElseThrow(() -> new IOException(
                "no runtime here runs ONNX files in fp32, which quantising needs; `tradespace doctor` says why"));
    }

    private static ForkedQuantizer.Request request(Architecture architecture, ModelSource source) {
        ModelSource.Calibration calibration = source.calibration();
        return calibration == null
                ? new ForkedQuantizer.Request(architecture, source.trained(), source.weights(), null, 0)
                : new ForkedQuantizer.Request(
                        architecture, source.trained(), source.weights(), calibration.images(), calibration.maxDrop());
    }

    /** A trained model's network lies beside its weights: it needs no plugin any more, which may have changed since, or be gone. */
    private Architecture architecture(ModelSource source) throws IOException {
        Path kept = source.trained() == null ? null : source.trained().resolveSibling(ARCHITECTURE);
        Architecture architecture = source.network();
        if (architecture == null) {
            architecture = kept != null && Files.exists(kept)
                    ? new ArchitectureJson().read(Files.readString(kept))
                    : catalogue.build(source.model()).architecture();
        }
        if (!architecture.digest().equals(source.architecture())) {
            throw new IllegalStateException(source.model()
                    + " builds another network than when the sweep was asked for; its plugin has changed");
        }
        return architecture;
    }
}
