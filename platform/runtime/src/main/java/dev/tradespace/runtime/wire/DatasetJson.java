package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.core.training.DatasetFacts;
import java.io.IOException;

/** Datasets, and those that are known by name but not here. */
public final class DatasetJson {
    private DatasetJson() {}

    /** A dataset. */
    public static void write(JsonGenerator json, DatasetFacts dataset) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", dataset.id());
        json.writeStringField("title", dataset.title());
        Json.texts(json, "classes", dataset.classes());
        json.writeFieldName("size");
        if (dataset.size().isPresent()) {
            json.writeNumber(dataset.size().getAsInt());
        } else {
            json.writeNull();
        }
        json.writeNumberField("channels", dataset.channels());
        json.writeNumberField("training", dataset.training());
        json.writeNumberField("validation", dataset.validation());
        json.writeNumberField("test", dataset.test());
        json.writeStringField("digest", dataset.digest());
        json.writeEndObject();
    }
}
