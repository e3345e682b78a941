package dev.tradespace.training.data;

import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The facts of a dataset kept beside it, with the sizes and times of the files that they were read from: so they need
 * not be read again.
 *
 * @param file where
 */
public record DatasetFactsFile(Path file) {
    private record Kept(
            String fingerprint,
            String id,
            String title,
            List<String> classes,
            OptionalInt width,
            OptionalInt height,
            int channels,
            int training,
            int validation,
            int test,
            String digest) {
        static Kept of(String fingerprint, DatasetFacts facts) {
            Optional<ImageSize> size = facts.size();
            return new Kept(
                    fingerprint,
                    facts.id(),
                    facts.title(),
                    facts.classes(),
                    size.isPresent() ? OptionalInt.of(size.get().width()) : OptionalInt.empty(),
                    size.isPresent() ? OptionalInt.of(size.get().height()) : OptionalInt.empty(),
                    facts.channels(),
                    facts.training(),
                    facts.validation(),
                    facts.test(),
                    facts.digest());
        }

        DatasetFacts facts() {
            Optional<ImageSize> size = width.isPresent() && height.isPresent()
                    ? Optional.of(new ImageSize(width.getAsInt(), height.getAsInt()))
                    : Optional.empty();
            return new DatasetFacts(id, title, classes, size, channels, training, validation, test, digest);
        }
    }

    /** The kept facts, empty if there are none or they are of other files. */
    public Optional<DatasetFacts> read(String fingerprint) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordJson.readKnown(Kept.class, Files.readString(file)))
                    .filter(kept -> kept.fingerprint().equals(fingerprint))
                    .map(Kept::facts);
        } catch (BadDocument notOurs) {
            return Optional.empty();
        }
    }

    public void write(String fingerprint, DatasetFacts facts) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        WholeFile.write(file, out -> out.write(RecordJson.bytes(Kept.of(fingerprint, facts))));
    }
}
