package dev.tradespace.app.wiring;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Footprint;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.hardware.runtime.FormatWriters;
import dev.tradespace.server.model.ModelExporter;
import dev.tradespace.server.model.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes models in every format that something here writes. */
public final class ModelFiles implements ModelExporter {
    /** The network of a trained or imported model, beside its weights. */
    public static final String ARCHITECTURE = "architecture.json";

    private final Catalogue catalogue;
    private final FormatWriters writers;

    /** Files of these families. */
    public ModelFiles(Catalogue catalogue, FormatWriters writers) {
        this.catalogue = catalogue;
        this.writers = writers;
    }

    @Override
    public List<ModelFormat> formats() {
        return writers.formats();
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
        writers.write(
                model.format(),
                new FormatWriters.Request(
                        architecture, source.trained(), source.weights(), model.precision(), file, source.metadata()));
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
