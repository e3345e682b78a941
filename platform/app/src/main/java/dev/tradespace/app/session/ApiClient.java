package dev.tradespace.app.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.core.file.Draft;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Speaks the platform's HTTP API; every refusal becomes one sentence. */
public final class ApiClient {
    private static final int PAGE = 1000;
    /** Time without an answer after which the wait is reported. */
    private static final Duration REPORT_AFTER = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerLocator server;
    private final String resumption;
    private final Map<String, String> options;

    public ApiClient(ServerLocator server) {
        this(server, "tradespace sweep --resume", Map.of());
    }

    private ApiClient(ServerLocator server, String resumption, Map<String, String> options) {
        this.server = server;
        this.resumption = resumption;
        this.options = options;
    }

    /**
     * A client that names this command when the platform has gone away in the midst of its work and none has taken its
     * place.
     */
    public ApiClient resumedBy(String command) {
        return new ApiClient(server, command, options);
    }

    /**
     * A client that calls what the platform refuses by the options it came from.
     *
     * @param names the option by the field of the request: {@code --limit} by {@code limits}
     */
    public ApiClient naming(Map<String, String> names) {
        return new ApiClient(server, resumption, names);
    }

    /** One request, made anew for each platform that it is sent to. */
    private interface Request {
        HttpRequest at(ServerLocator.Address address);
    }

    /** A query parameter. */
    public record Parameter(String name, String value) {
        private String encoded() {
            return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    public JsonNode get(String path, List<Parameter> query) {
        return send(address -> request(address, path, query).GET().build(), true);
    }

    public JsonNode post(String path, JsonNode body) {
        return post(path, body, REPORT_AFTER);
    }

    /**
     * The same of what takes long.
     *
     * @param patience how long to wait before the user is told that one waits
     */
    public JsonNode post(String path, JsonNode body, Duration patience) {
        return send(
                address -> request(address, path, List.of())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                false,
                patience);
    }

    /** Writes what is at a path into a file, whole or not at all. */
    public void download(String path, Path file) {
        try {
            // Not a temporary file by the system's means: nobody but its owner could read that.
            Path unfinished = Draft.of(file);
            try {
                ServerLocator.Address address = server.now();
                HttpResponse<Path> response = await(
                        request(address, path, List.of()).GET().build(),
                        HttpResponse.BodyHandlers.ofFile(unfinished),
                        address,
                        REPORT_AFTER);
                if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                    String problems = problems(JsonOutput.mapper().readTree(unfinished.toFile()));
                    throw response.statusCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR
                            ? CommandFailure.failed(problems)
                            : CommandFailure.refused(problems);
                }
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException failed) {
            throw CommandFailure.failed(file + " cannot be written: " + FileProblem.of(failed));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        }
    }

    /** Opens the event stream; empty where it cannot be had now, which a request says why. */
    public Optional<EventStream> events(List<Parameter> query) throws InterruptedException {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer = http.sendAsync(
                request(server.now(), "/events", query).GET().build(), HttpResponse.BodyHandlers.ofPublisher());
        try {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                    answer.get(REPORT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            EventStream stream = new EventStream(response);
            if (response.statusCode() == HttpURLConnection.HTTP_OK) {
                return Optional.of(stream);
            }
            stream.close();
        } catch (ExecutionException | TimeoutException silent) {
            boolean unusedCancelled = answer.cancel(true);
        }
        return Optional.empty();
    }

    /** All items of a paged list. */
    public ArrayNode all(String path, List<Parameter> query) {
        ArrayNode items = JsonOutput.mapper().createArrayNode();
        while (true) {
            List<Parameter> page = new ArrayList<>(query);
            page.add(new Parameter("offset", String.valueOf(items.size())));
            page.add(new Parameter("limit", String.valueOf(PAGE)));
            JsonNode answer = get(path, page);
            answer.path("items").forEach(items::add);
            if (answer.path("items").isEmpty()
                    || items.size() >= answer.path("total").asLong()) {
                return items;
            }
        }
    }

    private static HttpRequest.Builder request(ServerLocator.Address address, String path, List<Parameter> query) {
        String parameters =
                String.join("&", query.stream().map(Parameter::encoded).toList());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                address.url().resolve("/api" + path + (parameters.isEmpty() ? "" : "?" + parameters)));
        return address.token() == null ? request : request.header("Authorization", "Bearer " + address.token());
    }

    /**
     * Sends a request, to the platform's successor if it is gone.
     *
     * @param repeatable whether it does no harm twice; one that found nobody at the door never arrived
     */
    private JsonNode send(Request request, boolean repeatable) {
        return send(request, repeatable, REPORT_AFTER);
    }

    private JsonNode send(Request request, boolean repeatable, Duration patience) {
        while (true) {
            ServerLocator.Address address = server.now();
            try {
                return answer(await(request.at(address), HttpResponse.BodyHandlers.ofString(), address, patience));
            } catch (JsonProcessingException notJson) {
                throw CommandFailure.failed("what answers at " + address.url() + " is not Tradespace");
            } catch (IOException broken) {
                if (!(repeatable || broken instanceof ConnectException) || !server.isReplaced(address)) {
                    throw CommandFailure.failed("the platform at " + address.url() + " does not answer any more; `"
                            + resumption + "` goes on with what it left");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw CommandFailure.failed("interrupted");
            }
        }
    }

    /** An answer; where none comes for a while, whoever waits is told what for and how long. */
    private <T> HttpResponse<T> await(
            HttpRequest request, HttpResponse.BodyHandler<T> body, ServerLocator.Address address, Duration patience)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            return awaitReported(answer, address);
        } catch (ExecutionException failed) {
            throw broken(failed);
        } finally {
            boolean unusedCancelled = answer.cancel(true);
        }
    }

    private <T> T awaitReported(CompletableFuture<T> answer, ServerLocator.Address address)
            throws IOException, InterruptedException {
        Duration timeout = server.timeout(address);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw CommandFailure.failed(server.timeoutMessage(address));
        } catch (ExecutionException failed) {
            throw broken(failed);
        }
    }

    private static IOException broken(ExecutionException failed) {
        return failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
    }

    private JsonNode answer(HttpResponse<String> response) throws JsonProcessingException {
        JsonNode body = JsonOutput.mapper().readTree(response.body());
        if (response.statusCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            throw CommandFailure.failed(problems(body));
        }
        if (response.statusCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
            throw CommandFailure.refused(problems(body));
        }
        return body;
    }

    private String problems(JsonNode body) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode problem : body.path("problems")) {
            String path = named(problem.path("path").asText());
            sentences.add((path.isEmpty() ? "" : path + ": ")
                    + problem.path("message").asText());
        }
        return sentences.isEmpty() ? "the platform refused: " + body : String.join("; ", sentences);
    }

    /**
     * {@code /limits/0} as {@code --limit}, {@code /set/depth} as {@code --set depth}; what came from no option stays.
     */
    private String named(String path) {
        String[] steps = path.split("/", -1);
        String option = steps.length > 1 ? options.get(steps[1]) : null;
        if (option == null) {
            return path;
        }
        return Stream.concat(Stream.of(option), Arrays.stream(steps).skip(2).filter(step -> !isNumber(step)))
                .collect(Collectors.joining(" "));
    }

    private static boolean isNumber(String step) {
        return step.chars().allMatch(Character::isDigit);
    }
}
