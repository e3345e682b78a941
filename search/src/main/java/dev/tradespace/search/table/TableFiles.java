package dev.tradespace.search.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds tables: by their spec, a YAML file. */
public final class TableFiles {
    private TableFiles() {}

    /**
     * The table of a spec.
     *
     * @throws BadTable with everything that is wrong with spec or table
     */
    public static ResultTable read(Path spec) {
        TableSpec read = spec(spec);
        Path table = spec.resolveSibling(read.table());
        if (!Files.isReadable(table) || Files.isDirectory(table)) {
            throw new BadTable(List.of(new Problem("/table", "must be a readable file, was " + table.normalize())));
        }
        try {
            return new TableReader(spec.getFileName().toString(), read, table).read();
        } catch (IOException unreadable) {
            throw new BadTable(table.getFileName() + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static TableSpec spec(Path spec) {
        try {
            JsonNode document = StrictJson.read(StrictJson.yaml(), Files.readString(spec));
            return TableSpecReader.read(document);
        } catch (BadDocument bad) {
            throw new BadTable(String.valueOf(bad.getMessage()));
        } catch (IOException unreadable) {
            throw new BadTable("the spec cannot be read: " + spec);
        }
    }
}
