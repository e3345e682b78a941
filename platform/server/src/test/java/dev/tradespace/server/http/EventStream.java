package dev.tradespace.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.core.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads server-sent events one by one, as a browser does. */
final class EventStream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** One event; a comment has the name {@code :}. */
    record Event(String name, JsonNode data) {}

    /** Listens, once the server has said hello. */
    static EventStream open(URI url) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofInputStream());
        EventStream stream = new EventStream(response);
        if (response.statusCode() == 200 && !stream.next().name().equals("hello")) {
            throw new AssertionError("the first event must be hello");
        }
        return stream;
    }

    int status() {
        return response.statusCode();
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    Event next() throws IOException {
        String name = "";
        JsonNode data = StrictJson.json().createObjectNode();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(":")) {
                name = ":";
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data = StrictJson.read(StrictJson.json(), line.substring("data: ".length()));
            } else if (line.isEmpty()) {
                return new Event(name, data);
            }
        }
        throw new IOException("the stream has ended");
    }

    /** Every event up to the first that is meant, that one included. */
    List<Event> until(Predicate<Event> meant) throws IOException {
        List<Event> events = new ArrayList<>();
        do {
            events.add(next());
        } while (!meant.test(events.get(events.size() - 1)));
        return events;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
