package dev.tradespace.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.hardware.Answerer;
import dev.tradespace.hardware.Runner;
import dev.tradespace.results.Results;
import dev.tradespace.server.Platform;
import dev.tradespace.server.PlatformParts;
import dev.tradespace.server.PlatformSettings;
import dev.tradespace.server.Soon;
import dev.tradespace.server.ToyDevices;
import dev.tradespace.server.ToyImages;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.server.training.DatasetProvider;
import dev.tradespace.server.training.TrainingParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real platform on a free port with a real store, and a client that holds every answer against the contract. */
final class TestServer implements AutoCloseable {
    private static final Contract CONTRACT = new Contract();

    private final Platform platform;
    private final Results results;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private TestServer(Platform platform, Results results) {
        this.platform = platform;
        this.results = results;
    }

    static TestServer start(Path home, Runner runner) throws InterruptedException {
        return start(home, runner, null, Duration.ofHours(1));
    }

    /** One that has measured a model on a target. */
    static TestServer withARow(Path home) throws Exception {
        TestServer server = start(home, (model, target, protocol, exam) -> Toys.measured(5));
        long unused = server.swept("\"toy/small\"", "\"toy-cpu/one\"");
        return server;
    }

    static TestServer start(Path home, Runner runner, @Nullable String token, Duration heartbeat)
            throws InterruptedException {
        return start(home, runner, null, token, heartbeat, true);
    }

    /** One that only answers questions: what its store holds stays as the test has put it there. */
    static TestServer answering(Path home) throws InterruptedException {
        Runner none = (model, target, protocol, exam) -> {
            throw new AssertionError("it measures nothing");
        };
        return start(home, none, null, null, Duration.ofHours(1), false);
    }

    /** One that can train, on {@link dev.tradespace.server.ToyImages}. */
    static TestServer training(Path home, Runner runner, ToyTrainer trainer) throws InterruptedException {
        return training(home, runner, trainer, trainer);
    }

    /** The same, whose models are asked by somebody else. */
    static TestServer training(Path home, Runner runner, ToyTrainer trainer, Answerer answerer)
            throws InterruptedException {
        TrainingParts parts = new TrainingParts(new ToyImages(home), trainer, answerer);
        return start(home, runner, parts, null, Duration.ofHours(1), true);
    }

    /** One that knows what was trained in its home but trains nothing. */
    static TestServer answering(Path home, ToyTrainer trainer) throws InterruptedException {
        return showing(home, new ToyImages(home), trainer);
    }

    /** The same, with these datasets. */
    static TestServer showing(Path home, DatasetProvider datasets, ToyTrainer trainer) throws InterruptedException {
        Runner none = (model, target, protocol, exam) -> {
            throw new AssertionError("it measures nothing");
        };
        TrainingParts parts = new TrainingParts(datasets, trainer, trainer);
        return start(home, none, parts, null, Duration.ofHours(1), false);
    }

    private static TestServer start(
            Path home,
            Runner runner,
            @Nullable TrainingParts training,
            @Nullable String token,
            Duration heartbeat,
            boolean measuring)
            throws InterruptedException {
        Results results = Toys.store(home);
        PlatformParts parts = new PlatformParts(
                Toys.catalogue(),
                Toys.knownTargets(),
                ToyDevices.catalogue(home),
                results,
                runner,
                Toys.exporter((source, model, file) ->
                        Files.writeString(file, source.model().toString())),
                training,
                Toys.strategies());
        PlatformSettings settings = new PlatformSettings(
                new HttpSettings("127.0.0.1", 0, token, heartbeat, "1.2.3", home),
                Duration.ofHours(1),
                Duration.ofHours(1),
                measuring);
        return new TestServer(Soon.get(Platform.start(settings, parts)), results);
    }

    /** What came back. */
    record Reply(int status, String contentType, HttpResponse<byte[]> response, JsonNode json) {
        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        List<String> problemPaths() {
            return json.findValuesAsText("path");
        }
    }

    Reply get(String pathAndQuery, String... headers) throws IOException, InterruptedException {
        return send("GET", pathAndQuery, HttpRequest.BodyPublishers.noBody(), headers);
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    Reply send(String method, String pathAndQuery, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + pathAndQuery)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("Content-Type").orElse("");
        JsonNode json = type.startsWith("application/json") && response.body().length > 0
                ? StrictJson.read(StrictJson.json(), new String(response.body(), StandardCharsets.UTF_8))
                : MissingNode.getInstance();
        String path = URI.create(pathAndQuery).getPath();
        if (!type.isEmpty() && path.startsWith("/api/") && !method.equals("HEAD")) {
            List<String> complaints = CONTRACT.complaints(method, path, response.statusCode(), type, json);
            if (!complaints.isEmpty()) {
                throw new AssertionError(method + " " + pathAndQuery + " answered " + response.statusCode() + " "
                        + json.toPrettyString() + ", but the contract says " + complaints);
            }
        }
        return new Reply(response.statusCode(), type, response, json);
    }

    URI url() {
        return platform.url();
    }

    Results results() {
        return results;
    }

    /** A sweep asked for and measured to its end. */
    long swept(String variants, String targets) throws IOException, InterruptedException {
        try (EventStream events = EventStream.open(url().resolve("/api/events"))) {
            Reply created = post("/api/sweeps", "{\"variants\":[" + variants + "],\"targets\":[" + targets + "]}");
            if (created.status() != 201) {
                throw new AssertionError("the sweep was refused: " + created.status() + " " + created.text());
            }
            long id = created.json().path("id").longValue();
            events.until(event -> event.name().equals("sweep")
                    && event.data().path("id").longValue() == id
                    && event.data().path("status").textValue().equals("finished"));
            return id;
        }
    }

    @Override
    public void close() {
        platform.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(120, TimeUnit.SECONDS)
                .join();
        results.close();
    }
}
