package dev.tradespace.search.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.tradespace.api.check.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table's file (RFC 4180, a header first, UTF-8; {@code .gz} too) as its spec says, gathering everything that
 * is wrong with it.
 */
final class TableReader {
    private static final ObjectReader CSV =
            new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);
    /** A file that is wrong everywhere is not read to its end. */
    private static final int PROBLEMS = 1000;

    private static final long MOST_ROWS = 50_000_000;

    private final String name;
    private final TableSpec spec;
    private final Path file;
    private final String fileName;
    private final List<Axis> axes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private long next = 1;

    TableReader(String name, TableSpec spec, Path file) {
        this.name = name;
        this.spec = spec;
        this.file = file;
        fileName = file.getFileName().toString();
    }

    /**
     * The table.
     *
     * @throws BadTable with everything that is wrong, each with its line
     */
    ResultTable read() throws IOException {
        Set<String> taken = new HashSet<>();
        spec.parameters().forEach(varied -> axes.add(Axis.of(varied, taken)));
        try (InputStream bytes = open();
                MappingIterator<String[]> rows = CSV.readValues(bytes)) {
            if (!rows.hasNextValue()) {
                throw new BadTable(fileName + " is empty");
            }
            header(counted(rows.nextValue()));
            refuseIfAny();
            return body(rows);
        } catch (JsonProcessingException malformed) {
            throw new BadTable(fileName + " line " + next + ": "
                    + malformed.getOriginalMessage().lines().findFirst().orElse("not readable"));
        }
    }

    private InputStream open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        if (!fileName.endsWith(".gz")) {
            return bytes;
        }
        try {
            return new GZIPInputStream(bytes);
        } catch (IOException noGzip) {
            bytes.close();
            throw noGzip;
        }
    }

    private void refuseIfAny() {
        if (!problems.isEmpty()) {
            throw new BadTable(problems);
        }
    }

    private void header(String[] header) {
        for (int i = 0; i < header.length; i++) {
            if (columns.putIfAbsent(header[i], i) != null) {
                problems.add(new Problem(fileName, "column " + header[i] + " stands there twice"));
            }
        }
        spec.parameters().forEach(varied -> need("/parameters/" + varied.name() + "/column", varied.column(), header));
        spec.metrics().forEach(metric -> need("/metrics/" + metric.name(), metric.name(), header));
        spec.validation().forEach((metric, column) -> need("/validation/" + metric, column, header));
        spec.canonical().ifPresent(column -> need("/canonical", column, header));
    }

    private void need(String path, String column, String[] header) {
        if (!columns.containsKey(column)) {
            problems.add(
                    new Problem(path, "there is no column " + column + "; there are " + String.join(", ", header)));
        }
    }

    private ResultTable body(MappingIterator<String[]> rows) throws IOException {
        long size = 1;
        for (Axis axis : axes) {
            size *= axis.size();
            if (size > MOST_ROWS) {
                throw new BadTable("the parameters have more than " + MOST_ROWS
                        + " combinations, and a table must have a row for each");
            }
        }
        Filling filling = new Filling();
        while (rows.hasNextValue() && problems.size() < PROBLEMS) {
            long line = next;
            String[] cells = counted(rows.nextValue());
            if (cells.length == 1 && cells[0].isBlank()) {
                continue; // an empty line
            }
            if (cells.length != columns.size()) {
                problems.add(at(line, "has " + cells.length + " cells where the header has " + columns.size()));
            } else {
                filling.take(line, cells);
            }
        }
        refuseIfAny();
        filling.requireAll(size);
        refuseIfAny();
        return filling.table((int) size);
    }

    /**
     * The same cells, when the lines that they take are counted: the parser's own count leaves out those within quotes.
     */
    private String[] counted(String[] cells) {
        next++;
        for (String cell : cells) {
            next += cell.chars().filter(character -> character == '\n').count();
        }
        return cells;
    }

    private Problem at(long line, String message) {
        return new Problem(fileName + " line " + line, message);
    }

    private int column(String column) {
        return Objects.requireNonNull(columns.get(column));
    }

    /** The rows so far, in the order of the file. */
    private final class Filling {
        private final Map<Long, Long> lines = new HashMap<>();
        private final List<Long> places = new ArrayList<>();
        private final List<double[]> values = new ArrayList<>();
        private final List<double[]> seen = new ArrayList<>();
        private final List<@Nullable String> names = new ArrayList<>();

        void take(long line, String[] cells) {
            int before = problems.size();
            long place = place(line, cells);
            double[] own = new double[spec.metrics().size()];
            double[] shown = new double[own.length];
            for (int i = 0; i < own.length; i++) {
                String metric = spec.metrics().get(i).name();
                own[i] = number(line, metric, cells);
                String validation = spec.validation().get(metric);
                shown[i] = validation == null ? own[i] : number(line, validation, cells);
            }
            String canonical =
                    spec.canonical().map(column -> cells[column(column)]).orElse(null);
            if (canonical != null && canonical.isBlank()) {
                problems.add(at(line, "column " + spec.canonical().orElseThrow() + " is empty"));
            }
            if (problems.size() > before) {
                return;
            }
            Long earlier = lines.putIfAbsent(place, line);
            if (earlier != null) {
                problems.add(at(
                        line,
                        "is the same architecture as line " + earlier + ": " + ResultTable.describe(axes, place)));
                return;
            }
            places.add(place);
            values.add(own);
            seen.add(shown);
            names.add(canonical);
        }

        private long place(long line, String[] cells) {
            long place = 0;
            for (Axis axis : axes) {
                TableSpec.Varied varied = axis.varied();
                String cell = cells[column(varied.column())];
                if (varied.character().isPresent()) {
                    int character = varied.character().getAsInt();
                    if (character >= cell.length()) {
                        problems.add(at(
                                line,
                                "column " + varied.column() + " has " + cell.length() + " characters, but "
                                        + varied.name() + " is number " + character + " of them, counted from 0"));
                        continue;
                    }
                    cell = cell.substring(character, character + 1);
                }
                OptionalInt position = axis.read(cell);
                if (position.isEmpty()) {
                    problems.add(at(
                            line,
                            varied.name() + " must be one of " + String.join(", ", varied.values()) + ", was "
                                    + (cell.isEmpty() ? "empty" : cell)));
                }
                place = place * axis.size() + position.orElse(0);
            }
            return place;
        }

        private double number(long line, String column, String[] cells) {
            String cell = cells[column(column)].strip();
            try {
                double number = Double.parseDouble(cell);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException noNumber) {
                // Told below.
            }
            problems.add(at(
                    line, "column " + column + " must be a finite number, was " + (cell.isEmpty() ? "empty" : cell)));
            return 0;
        }

        void requireAll(long size) {
            if (places.size() < size) {
                long first = 0;
                while (lines.containsKey(first)) {
                    first++;
                }
                problems.add(new Problem(
                        fileName,
                        size - places.size() + " of " + size
                                + " combinations of the parameters have no row, the first is "
                                + ResultTable.describe(axes, first)));
            }
        }

        ResultTable table(int size) {
            double[][] byMetric = new double[spec.metrics().size()][size];
            double[][] seenByMetric = new double[byMetric.length][size];
            String[] canonical = new String[size];
            Map<String, String> interned = new HashMap<>();
            for (int i = 0; i < size; i++) {
                int place = (int) (long) places.get(i);
                for (int metric = 0; metric < byMetric.length; metric++) {
                    byMetric[metric][place] = values.get(i)[metric];
                    seenByMetric[metric][place] = seen.get(i)[metric];
                }
                String own = names.get(i) == null ? String.valueOf(place) : names.get(i);
                canonical[place] = interned.computeIfAbsent(own, key -> key);
            }
            return new ResultTable(name, axes, spec.metrics(), byMetric, seenByMetric, canonical, spec.constraints());
        }
    }
}
