package dev.tradespace.app.output;

import dev.tradespace.core.catalogue.ModelId;
import java.util.Map;
import java.util.TreeMap;

/** The short names of a table's models, and under the table what they stand for. */
final class ShortNames {
    private final Map<String, String> ids = new TreeMap<>();

    /** The name under which a model stands in the table. */
    String of(String id) {
        String name = ModelId.parse(id).shortName();
        if (!name.equals(id)) {
            ids.put(name, id);
        }
        return name;
    }

    /** One line for each short name, which every command takes for the id; nothing where there is none. */
    String legend() {
        StringBuilder text = new StringBuilder();
        ids.forEach((name, id) -> text.append(name).append(" is ").append(id).append(System.lineSeparator()));
        return text.toString();
    }
}
