package dev.tradespace.app.progress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.session.Session;
import java.io.PrintWriter;

/** What Ctrl-C during a training does: the training is given up at its last checkpoint, or left to the server that does it. */
public final class InterruptNotice {
    private final Session session;

    private InterruptNotice(Session session) {
        this.session = session;
    }

    public static InterruptNotice of(Session session, PrintWriter err, long sweep, TrainingProgressBar progress) {
        session.beforeEnd(() -> {
            // The bar goes on until the platform has ended: what is said here must be the last.
            progress.silence();
            err.println();
            if (session.isOwner()) {
                ObjectNode nothing = JsonOutput.mapper().createObjectNode();
                session.api().post("/sweeps/" + sweep + "/cancel", nothing);
                err.println(
                        progress.knowsAnEpoch()
                                ? "The last checkpoint is kept; the same command with --resume goes on from it."
                                : "No epoch has ended, so little or nothing is kept; the same command begins again.");
            } else {
                err.println("The server goes on with it; `tradespace results` shows what is measured.");
            }
            err.flush();
        });
        return new InterruptNotice(session);
    }

    /** The training has ended. */
    public void forget() {
        session.beforeEnd(() -> {});
    }
}
