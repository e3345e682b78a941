package dev.tradespace.training.dl4j.executor.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Matrices side by side as one wide one, and that taken apart, some rows at a time through small arrays. Not for two
 * threads at once.
 */
public final class ColumnConcatenation {
    private static final int BLOCK = 4096;

    private final int rows;
    private final List<Integer> widths;
    private final int total;
    private final int blockRows;
    private final float[] whole;
    private final float[] part;

    /**
     * Matrices of as many rows.
     *
     * @param widths their columns, in order
     */
    public ColumnConcatenation(int rows, List<Integer> widths) {
        this.rows = rows;
        this.widths = List.copyOf(widths);
        this.total = widths.stream().mapToInt(Integer::intValue).sum();
        this.blockRows = Math.max(1, Math.min(rows, BLOCK / total));
        this.whole = new float[blockRows * total];
        this.part = new float[blockRows * total];
    }

    /** Where the parts are: {@code null} for one that is nowhere, zeros when joining and not wanted when splitting. */
    public interface Parts {
        /** The part, {@code [rows, width]}. */
        @org.jspecify.annotations.Nullable
        FloatBuffer get(int index);
    }

    /** Writes the parts side by side. */
    public void join(Parts parts, FloatBuffer joined) {
        for (int row = 0; row < rows; row += blockRows) {
            int count = Math.min(blockRows, rows - row);
            int column = 0;
            for (int i = 0; i < widths.size(); i++) {
                int width = widths.get(i);
                FloatBuffer source = parts.get(i);
                if (source == null) {
                    clear(count, column, width);
                } else if (width > 0) {
                    source.get(row * width, part, 0, count * width);
                    spread(count, column, width);
                }
                column += width;
            }
            joined.put(row * total, whole, 0, count * total);
        }
    }

    private void clear(int count, int column, int width) {
        for (int i = 0; i < count; i++) {
            Arrays.fill(whole, i * total + column, i * total + column + width, 0);
        }
    }

    private void spread(int count, int column, int width) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(part, i * width, whole, i * total + column, width);
        }
    }

    /** Writes each part that is wanted. */
    public void split(FloatBuffer joined, Parts parts) {
        for (int row = 0; row < rows; row += blockRows) {
            int count = Math.min(blockRows, rows - row);
            joined.get(row * total, whole, 0, count * total);
            int column = 0;
            for (int i = 0; i < widths.size(); i++) {
                int width = widths.get(i);
                FloatBuffer target = parts.get(i);
                if (target != null && width > 0) {
                    collect(count, column, width);
                    target.put(row * width, part, 0, count * width);
                }
                column += width;
            }
        }
    }

    private void collect(int count, int column, int width) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(whole, i * total + column, part, i * width, width);
        }
    }
}
