package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Part of a longer list. */
public final class PageJson {
    private PageJson() {}

    /** A part of a list with the number of all. */
    public static <T> Json.Document of(List<T> items, long total, Json.Item<T> item) {
        return json -> {
            json.writeStartObject();
            fields(json, items, total, item);
            json.writeEndObject();
        };
    }

    /** The part of a whole list that an offset and a limit cut out. */
    public static <T> Json.Document of(List<T> all, int offset, int limit, Json.Item<T> item) {
        return of(cut(all, offset, limit), all.size(), item);
    }

    static <T> List<T> cut(List<T> all, int offset, int limit) {
        int from = Math.min(offset, all.size());
        return all.subList(from, from + Math.min(limit, all.size() - from));
    }

    static <T> void fields(JsonGenerator json, List<T> items, long total, Json.Item<T> item) throws IOException {
        Json.array(json, "items", items, item);
        json.writeNumberField("total", total);
    }
}
