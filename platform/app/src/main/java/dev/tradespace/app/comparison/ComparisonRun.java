package dev.tradespace.app.comparison;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.search.table.Comparison;
import dev.tradespace.search.table.Contestant;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A comparison with its progress on stderr, whose figures are printed once: at the end, or when Ctrl-C is pressed. */
public final class ComparisonRun {
    private final Comparison comparison;
    private final Runnable print;
    private final AtomicBoolean printed = new AtomicBoolean();

    public ComparisonRun(Comparison comparison, Runnable print) {
        this.comparison = comparison;
        this.print = print;
    }

    /** Runs to the end; says whether every strategy got through. */
    public boolean run(List<Contestant> entrants, int seeds, PrintWriter err) {
        Thread onCtrlC = new Thread(
                () -> {
                    err.println();
                    err.println("Stopped; these are the seeds that ended.");
                    printOnce();
                },
                "end of a comparison");
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        try (ComparisonProgress progress = new ComparisonProgress(err, "compare", (long) entrants.size() * seeds)) {
            comparison.run(entrants, Runtime.getRuntime().availableProcessors(), progress::step);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        } finally {
            forget(onCtrlC);
        }
        printOnce();
        return comparison.leaderboard().stream()
                .allMatch(standing -> standing.problems().isEmpty());
    }

    private void printOnce() {
        if (printed.compareAndSet(false, true)) {
            print.run();
        }
    }

    private static void forget(Thread onCtrlC) {
        try {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        } catch (IllegalStateException ending) {
            // It has been called already.
        }
    }
}
