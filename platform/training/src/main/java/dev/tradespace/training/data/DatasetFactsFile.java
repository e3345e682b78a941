package dev.tradespace.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The facts of a dataset kept beside it, with the sizes and times of the files that they were read from: so they need not be read again.
 *
 * @param file where
 */
public record DatasetFactsFile(Path file) {
    /** The kept facts, empty if there are none or they are of other files. */
    public Optional<DatasetFacts> read(String fingerprint) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = StrictJson.read(StrictJson.json(), Files.readString(file));
            if (!json.path("fingerprint").asText().equals(fingerprint)) {
                return Optional.empty();
            }
            List<String> classes = new ArrayList<>();
            json.path("classes").forEach(name -> classes.add(name.asText()));
            return Optional.of(new DatasetFacts(
                    json.path("id").asText(),
                    json.path("title").asText(),
                    classes,
                    json.has("width")
                            ? Optional.of(new ImageSize(
                                    json.path("width").asInt(),
                                    json.path("height").asInt()))
                            : Optional.empty(),
                    json.path("channels").asInt(),
                    json.path("training").asInt(),
                    json.path("validation").asInt(),
                    json.path("test").asInt(),
                    json.path("digest").asText()));
        } catch (BadDocument notOurs) {
            return Optional.empty();
        }
    }

    public void write(String fingerprint, DatasetFacts facts) throws IOException {
        ObjectMapper mapper = StrictJson.json();
        ObjectNode json = mapper.createObjectNode();
        json.put("fingerprint", fingerprint);
        json.put("id", facts.id());
        json.put("title", facts.title());
        facts.classes().forEach(json.putArray("classes")::add);
        facts.size().ifPresent(size -> json.put("width", size.width()).put("height", size.height()));
        json.put("channels", facts.channels());
        json.put("training", facts.training());
        json.put("validation", facts.validation());
        json.put("test", facts.test());
        json.put("digest", facts.digest());
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        WholeFile.write(file, out -> out.write(mapper.writeValueAsBytes(json)));
    }
}
