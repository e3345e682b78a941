package dev.tradespace.devices.catalogue;

import java.util.Map;

/** A row of a CSV file, with its line; the first line is 1. */
final class CsvRow {
    private final long line;
    private final Map<String, Integer> columns;
    private final String[] cells;

    CsvRow(long line, Map<String, Integer> columns, String[] cells) {
        this.line = line;
        this.columns = columns;
        this.cells = cells;
    }

    long line() {
        return line;
    }

    /** The cell of a column without blanks around it; empty where there is no such column. */
    String text(String column) {
        Integer place = columns.get(column);
        return place == null ? "" : cells[place].strip();
    }

    /** The same, with something else for an empty cell. */
    String textOr(String column, String absent) {
        String text = text(column);
        return text.isEmpty() ? absent : text;
    }
}
