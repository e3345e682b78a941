package dev.tradespace.devices.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.tradespace.api.check.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Reads and writes CSV (RFC 4180, UTF-8, a header first), row by row: memory does not grow with the file. */
final class CsvTable {
    /** A file that is wrong everywhere is not read to its end. */
    static final int MOST_PROBLEMS = 1000;

    /** The streaming reader: binding to types takes longer to load than the whole catalogue. */
    private static final CsvFactory CSV = new CsvFactory();

    private static final char NOT_UTF_8 = '�';

    private final String name;
    private final List<Problem> problems;
    /** The line of the row that is being read, and the one after it. */
    private long line = 1;

    private long next = 1;

    private CsvTable(String name, List<Problem> problems) {
        this.name = name;
        this.problems = problems;
    }

    /**
     * Reads a file.
     *
     * @param name of the file, for messages
     * @param required columns without which no row is read
     * @param known all columns that mean something, in the order in which they are told
     * @param problems what is wrong is added here; rows that are whole are told all the same
     * @param rows is told each row
     * @throws IOException if the stream fails
     */
    static void read(
            InputStream bytes,
            String name,
            List<String> required,
            List<String> known,
            List<Problem> problems,
            Consumer<CsvRow> rows)
            throws IOException {
        new CsvTable(name, problems).read(bytes, required, known, rows);
    }

    private void read(InputStream bytes, List<String> required, List<String> known, Consumer<CsvRow> rows)
            throws IOException {
        try (Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
                CsvParser lines = CSV.createParser(text)) {
            if (lines.nextToken() != JsonToken.START_ARRAY) {
                problems.add(new Problem(name, "is empty; the first line names the columns: " + list(known)));
                return;
            }
            Map<String, Integer> columns = header(cells(lines), required, known);
            if (columns.isEmpty()) {
                return;
            }
            while (lines.nextToken() == JsonToken.START_ARRAY) {
                row(columns, cells(lines), rows);
                if (problems.size() >= MOST_PROBLEMS) {
                    problems.add(at("is the last that was read: " + MOST_PROBLEMS + " problems are enough"));
                    return;
                }
            }
        } catch (JsonProcessingException malformed) {
            problems.add(at("is no CSV, and nothing after it was read: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse("not readable")));
        }
    }

    /** The places of the columns; empty where rows cannot be read. */
    private Map<String, Integer> header(String[] cells, List<String> required, List<String> known) {
        int before = problems.size();
        Map<String, Integer> columns = new LinkedHashMap<>();
        List<String> names = names(cells);
        if (hasReplacement(cells)) {
            problems.add(at("is not UTF-8, and nothing of the file was read"));
            return columns;
        }
        if (names.stream().noneMatch(required::contains)) {
            problems.add(at("must be a header that names the columns, with commas between them, such as "
                    + String.join(",", required) + "; was " + Quantity.shown(String.join(",", cells))));
            return columns;
        }
        for (int i = 0; i < cells.length; i++) {
            String column = names.get(i);
            if (!known.contains(column)) {
                problems.add(at("column " + column + " is unknown; known are " + list(known)));
            } else if (columns.putIfAbsent(column, i) != null) {
                problems.add(at("column " + column + " stands there twice"));
            }
        }
        for (String column : required) {
            if (!columns.containsKey(column)) {
                problems.add(at("there is no column " + column + "; there are " + String.join(", ", cells)));
            }
        }
        return problems.size() > before ? Map.of() : columns;
    }

    /** The columns' names in any case, without the mark that some editors write before the first. */
    private static List<String> names(String[] cells) {
        List<String> names = new ArrayList<>();
        for (String cell : cells) {
            String plain = names.isEmpty() && cell.startsWith("\uFEFF") ? cell.substring(1) : cell;
            names.add(plain.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private void row(Map<String, Integer> columns, String[] cells, Consumer<CsvRow> rows) {
        if (cells.length == 1 && cells[0].isBlank()) {
            return; // an empty line
        }
        if (cells.length != columns.size()) {
            problems.add(at("has " + cells.length + (cells.length == 1 ? " cell" : " cells") + " where the header has "
                    + columns.size()));
        } else if (hasReplacement(cells)) {
            problems.add(at("is not UTF-8"));
        } else {
            rows.accept(new CsvRow(line, columns, cells));
        }
    }

    /** The cells of a row. The lines that they take are counted here: the parser's own count leaves out those within quotes. */
    private String[] cells(CsvParser lines) throws IOException {
        List<String> cells = new ArrayList<>();
        line = next++;
        while (lines.nextToken() == JsonToken.VALUE_STRING) {
            String cell = lines.getText();
            cells.add(cell);
            for (int at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) {
                next++;
            }
        }
        return cells.toArray(String[]::new);
    }

    private static boolean hasReplacement(String[] cells) {
        for (String cell : cells) {
            if (cell.indexOf(NOT_UTF_8) >= 0) {
                return true;
            }
        }
        return false;
    }

    private Problem at(String message) {
        return new Problem(name + " line " + line, message);
    }

    private static String list(List<String> columns) {
        return String.join(", ", columns);
    }

    /** Writes a header and rows. */
    static void write(OutputStream out, List<String> columns, List<List<String>> rows) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        write(text, columns);
        for (List<String> row : rows) {
            write(text, row);
        }
        text.flush();
    }

    private static void write(Writer text, List<String> row) throws IOException {
        text.write(String.join(",", row.stream().map(CsvTable::quoted).toList()));
        text.write('\n');
    }

    private static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(letter -> letter == ',' || letter == '"' || letter == '\n' || letter == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
