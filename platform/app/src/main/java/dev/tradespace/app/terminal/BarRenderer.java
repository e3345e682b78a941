package dev.tradespace.app.terminal;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** A bar that gives way to what it says: percent, as much of a bar as there is room for, the message. */
final class BarRenderer implements ProgressBarRenderer {
    private static final double PERCENT = 100;
    private static final int WIDEST = 30;
    /** A shorter one shows nothing. */
    private static final int NARROWEST = 5;
    /** Two brackets and two spaces. */
    private static final int FRAME = 4;

    @Override
    public String render(ProgressState progress, int columns) {
        double fraction = Math.max(0, Math.min(1, progress.getNormalizedProgress()));
        String percent = String.format(Locale.ROOT, "%3.0f%%", PERCENT * Math.floor(PERCENT * fraction) / PERCENT);
        String message = progress.getExtraMessage().strip();
        int width = Math.min(WIDEST, columns - percent.length() - FRAME - message.length());
        String bar = width < NARROWEST ? "" : "[" + bar(fraction, width) + "] ";
        String line = percent + " " + bar + message;
        return line.length() <= columns ? line : line.substring(0, columns);
    }

    private static String bar(double fraction, int width) {
        int full = (int) Math.floor(fraction * width);
        return "=".repeat(full) + " ".repeat(width - full);
    }
}
