package dev.tradespace.search.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds tables: those of a file by their spec, the built-in ones by name. */
public final class TableFiles {
    private static final String BUILT_IN = "builtin:";
    /** What is named by mistake more than anything else. */
    private static final Pattern TABLE = Pattern.compile("\\.[ct]sv(\\.gz)?$", Pattern.CASE_INSENSITIVE);

    private static final String NO_SPEC =
            "it is no spec: that is a YAML file which names the CSV file and says what its columns mean, and"
                    + " `tradespace compare --help` shows one";

    private TableFiles() {}

    /** The names of the built-in tables, each {@code builtin:...}. */
    public static List<String> builtIn() {
        return Arrays.stream(SyntheticTable.values())
                .map(table -> BUILT_IN + table.id())
                .toList();
    }

    /**
     * The table of a name.
     *
     * @param name one of {@link #builtIn}, or else a spec's file
     * @throws BadTable with everything that is wrong with spec or table
     */
    public static ResultTable find(String name) {
        if (!name.startsWith(BUILT_IN)) {
            try {
                return read(Path.of(name));
            } catch (InvalidPathException noName) {
                throw new BadTable("it is no name of a file");
            }
        }
        return Arrays.stream(SyntheticTable.values())
                .filter(table -> name.equals(BUILT_IN + table.id()))
                .findFirst()
                .orElseThrow(() -> new BadTable(
                        "there is no table " + name + "; there are " + String.join(", ", builtIn()) + ", and files"))
                .table();
    }

    /**
     * The table of a spec.
     *
     * @throws MissingTable if the spec is right but its table is not there
     * @throws BadTable with everything that is wrong with spec or table
     */
    public static ResultTable read(Path spec) {
        TableSpec read = spec(spec);
        Path table = spec.resolveSibling(read.table()).normalize();
        if (!Files.exists(table)) {
            throw new MissingTable(new Problem("/table", "there is no file " + table));
        }
        if (!Files.isReadable(table) || Files.isDirectory(table)) {
            throw new BadTable(List.of(new Problem("/table", "must be a readable file, was " + table)));
        }
        try {
            return new TableReader(spec.getFileName().toString(), read, table).read();
        } catch (IOException unreadable) {
            throw new BadTable(table.getFileName() + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static TableSpec spec(Path spec) {
        if (!Files.isRegularFile(spec)) {
            throw new BadTable(
                    Files.exists(spec) ? "it is no file, but a folder or a device" : "there is no such file");
        }
        if (TABLE.matcher(spec.toString()).find()) {
            throw new BadTable(NO_SPEC);
        }
        try {
            JsonNode document = StrictYaml.read(Files.readString(spec));
            if (!document.isObject()) {
                throw new BadTable(NO_SPEC);
            }
            return TableSpecReader.read(document);
        } catch (BadDocument bad) {
            throw new BadTable(String.valueOf(bad.getMessage()));
        } catch (IOException unreadable) {
            throw new BadTable("it cannot be read as UTF-8 text: " + unreadable.getMessage());
        }
    }
}
