package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.runtime.training.DatasetProvider;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Datasets, and those that are known by name but not here. */
public final class DatasetJson {
    private DatasetJson() {}

    /** The part of those that are here that an offset and a limit cut out, and all that are not. */
    public static Json.Document page(
            List<DatasetFacts> present, List<DatasetProvider.Absent> absent, int offset, int limit) {
        return json -> {
            json.writeStartObject();
            PageJson.fields(json, PageJson.cut(present, offset, limit), present.size(), DatasetJson::write);
            Json.array(json, "absent", absent, DatasetJson::absent);
            json.writeEndObject();
        };
    }

    private static void absent(JsonGenerator json, DatasetProvider.Absent absent) throws IOException {
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
        OptionalInt side = dataset.side();
        whole(json, "size", side);
        whole(
                json,
                "width",
                dataset.size().map(size -> OptionalInt.of(size.width())).orElse(side));
        whole(
                json,
                "height",
                dataset.size().map(size -> OptionalInt.of(size.height())).orElse(side));
        json.writeNumberField("channels", dataset.channels());
        json.writeNumberField("training", dataset.training());
        json.writeNumberField("validation", dataset.validation());
        json.writeNumberField("test", dataset.test());
        json.writeStringField("digest", dataset.digest());
        json.writeEndObject();
    }

    private static void whole(JsonGenerator json, String name, OptionalInt number) throws IOException {
        json.writeFieldName(name);
        if (number.isPresent()) {
            json.writeNumber(number.getAsInt());
        } else {
            json.writeNull();
        }
    }
}
