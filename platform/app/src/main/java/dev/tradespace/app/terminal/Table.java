package dev.tradespace.app.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A table for a terminal: columns as wide as their widest cell; numbers to the right. */
public final class Table {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u0080-\\u009f]");

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        this.header = List.of(header);
    }

    public void row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException("a row has " + header.size() + " cells, was " + Arrays.toString(cells));
        }
        rows.add(Arrays.stream(cells).map(Table::printable).toList());
    }

    /** Names may have line ends, which would break a row, and escapes, which would command the terminal. */
    public static String printable(String cell) {
        return CONTROL.matcher(cell)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    @Override
    public String toString() {
        int[] widths = new int[header.size()];
        boolean[] right = new boolean[header.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[at] = Math.max(
                    header.get(at).length(),
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
            right[at] = !rows.isEmpty()
                    && rows.stream()
                            .allMatch(
                                    row -> row.get(at).isEmpty() || row.get(at).matches("[-~]?[0-9].*|-"));
        }
        StringBuilder text = new StringBuilder();
        line(text, header, widths, right);
        rows.forEach(row -> line(text, row, widths, right));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(right[i] ? padding + cells.get(i) : cells.get(i) + padding)
                    .append("  ");
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
}
