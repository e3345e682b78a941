package dev.tradespace.app.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tradespace.app.output.JsonOutput;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server's event stream (server-sent events). Events wait here until they are taken. */
public final class EventStream implements AutoCloseable {
    private static final Event END = new Event("", MissingNode.getInstance());

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Lines lines = new Lines();

    /**
     * An event.
     *
     * @param name {@code sweep}, {@code job}, ...
     */
    public record Event(String name, JsonNode data) {}

    public EventStream(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
        response.body().subscribe(HttpResponse.BodySubscribers.fromLineSubscriber(lines));
    }

    /** The next event; empty once the stream has been cut, or if nothing comes for a while. */
    public Optional<Event> next(Duration timeout) throws InterruptedException {
        return Optional.ofNullable(events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS))
                .filter(event -> !event.equals(END));
    }

    @Override
    public void close() {
        lines.cancel();
    }

    /** Parses the lines: {@code event: NAME}, {@code data: JSON}, and an empty one; comments are heartbeats. */
    private final class Lines implements Flow.Subscriber<String> {
        private String name = "";
        private String data = "";
        private Flow.@Nullable Subscription subscription;
        private boolean cancelled;

        @Override
        public synchronized void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            if (cancelled) {
                begun.cancel();
            } else {
                begun.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                try {
                    events.add(new Event(name, JsonOutput.mapper().readTree(data)));
                } catch (JsonProcessingException notJson) {
                    events.add(END);
                }
                data = "";
            }
        }

        @Override
        public void onError(Throwable cut) {
            events.add(END);
        }

        @Override
        public void onComplete() {
            events.add(END);
        }

        synchronized void cancel() {
            cancelled = true;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }
}
