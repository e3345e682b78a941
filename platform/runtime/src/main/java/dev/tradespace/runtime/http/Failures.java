package dev.tradespace.runtime.http;

import dev.tradespace.results.database.ResultsException;
import dev.tradespace.runtime.bus.Bus;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one border at which whatever went wrong becomes an answer.
 *
 * <p>Lives on one event loop.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int RETRY_SECONDS = 10;
    private static final long MEBIBYTE = 1 << 20;

    private final Tally storeAway;
    private final Tally memory;

    Failures(Vertx vertx) {
        this.storeAway = new Tally(vertx, LOG, "requests that the store could not answer");
        this.memory = new Tally(vertx, LOG, "requests that there was no memory for");
    }

    /** What a request is answered with that failed. */
    Answer answer(Throwable failure) {
        return Answer.refused(refusal(failure));
    }

    private Refusal refusal(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof ResultsException broken) {
            storeAway.count("", () -> LOG.warn("the store cannot be reached", broken));
            return Refusal.unavailable(String.valueOf(broken.getMessage()), RETRY_SECONDS);
        }
        if (failure instanceof OutOfMemoryError full) {
            memory.count("", () -> LOG.warn("there is no memory for a request", full));
            return Refusal.unavailable(
                    "the server has not enough memory for this: it may use "
                            + Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB in all",
                    RETRY_SECONDS);
        }
        if (Bus.isUnanswered(failure)) {
            LOG.warn("a part of the platform did not answer", failure);
            return Refusal.unavailable(
                    "a part of the server that this needs does not answer; look whether it was done before you ask again",
                    RETRY_SECONDS);
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("a request failed, reference {}", reference, failure);
        return Refusal.of(500, "", "the server failed at this; its log says more under " + reference);
    }
}
