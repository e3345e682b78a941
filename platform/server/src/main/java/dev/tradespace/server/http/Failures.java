package dev.tradespace.server.http;

import dev.tradespace.results.database.ResultsException;
import dev.tradespace.server.bus.Bus;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps exceptions to HTTP errors, in the one place where that is done.
 *
 * <p>Lives on one event loop.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int RETRY_SECONDS = 10;
    private static final long MEBIBYTE = 1 << 20;

    private final RateLimitedLog storeAway;
    private final RateLimitedLog memory;

    Failures(Vertx vertx) {
        this.storeAway = new RateLimitedLog(vertx, LOG, "requests that the store could not answer");
        this.memory = new RateLimitedLog(vertx, LOG, "requests that there was no memory for");
    }

    /** What a request is answered with that failed. */
    Response answer(Throwable failure) {
        return Response.error(error(failure));
    }

    private HttpError error(Throwable failure) {
        if (failure instanceof HttpError error) {
            return error;
        }
        if (failure instanceof ResultsException broken) {
            storeAway.count("", () -> LOG.warn("the store cannot be reached", broken));
            return HttpError.unavailable(String.valueOf(broken.getMessage()), RETRY_SECONDS);
        }
        if (failure instanceof OutOfMemoryError full) {
            memory.count("", () -> LOG.warn("there is no memory for a request", full));
            return HttpError.unavailable(
                    "the server has not enough memory for this: it may use "
                            + Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB in all",
                    RETRY_SECONDS);
        }
        if (Bus.isUnanswered(failure)) {
            LOG.warn("a part of the platform did not answer", failure);
            return HttpError.unavailable(
                    "a part of the server that this needs does not answer; look whether it was done before you ask"
                            + " again",
                    RETRY_SECONDS);
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("a request failed, reference {}", reference, failure);
        return HttpError.of(500, "", "the server failed at this; its log says more under " + reference);
    }
}
