package dev.tradespace.app.progress;

import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.EventStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Follows work to its end by the server's event stream. A stream that was cut is opened again, with a fresh look. */
final class Follow {
    /** Longer than the server's heartbeat. An event may be lost when the store does not answer. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Duration RETRY = Duration.ofMillis(500);

    private Follow() {}

    /** The work that is followed. */
    interface Work {
        /** Asks the server for the whole state; returns whether the work has ended. */
        boolean look();

        /** Applies an event; returns whether the work has ended. */
        boolean apply(EventStream.Event event);
    }

    /**
     * Returns when the work has ended.
     *
     * @param filter which events
     */
    static void toEnd(ApiClient api, List<Parameter> filter, Work work) throws InterruptedException {
        while (true) {
            // Opened before the look, so that nothing is missed between the two.
            Optional<EventStream> stream = api.events(filter);
            try {
                if (work.look() || (stream.isPresent() && applied(stream.get(), work))) {
                    return;
                }
            } finally {
                stream.ifPresent(EventStream::close);
            }
            Thread.sleep(RETRY.toMillis());
        }
    }

    /** Whether the work ended before the stream was cut or silent. */
    private static boolean applied(EventStream stream, Work work) throws InterruptedException {
        for (Optional<EventStream.Event> event = stream.next(SILENCE);
                event.isPresent();
                event = stream.next(SILENCE)) {
            if (work.apply(event.get())) {
                return true;
            }
        }
        return false;
    }
}
