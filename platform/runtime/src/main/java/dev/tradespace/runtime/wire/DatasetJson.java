package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.runtime.training.DatasetShelf;
import java.io.IOException;
import java.util.List;

/** Datasets, and those that are known by name but not here. */
public final class DatasetJson {
    private DatasetJson() {}

    /** The part of those that are here that an offset and a limit cut out, and all that are not. */
    public static Json.Document page(
            List<DatasetFacts> present, List<DatasetShelf.Absent> absent, int offset, int limit) {
        return json -> {
            json.writeStartObject();
            PageJson.fields(json, PageJson.cut(present, offset, limit), present.size(), DatasetJson::write);
            Json.array(json, "absent", absent, DatasetJson::absent);
            json.writeEndObject();
        };
    }

    private static void absent(JsonGenerator json, DatasetShelf.Absent absent) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", absent.id());
        json.writeStringField("title", absent.title());
        json.writeStringField("reason", absent.reason());
        json.writeEndObject();
    }

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
