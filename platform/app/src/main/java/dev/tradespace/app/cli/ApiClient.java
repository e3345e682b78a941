package dev.tradespace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tradespace.core.file.Draft;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Speaks the platform's HTTP API; every refusal becomes one sentence. */
final class ApiClient {
    private static final int PAGE = 1000;
    /** So long nobody asks himself what a command is doing. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Whereabouts platform;
    private final String resumption;
    private final Map<String, String> options;

    ApiClient(Whereabouts platform) {
        this(platform, "tradespace sweep --resume", Map.of());
    }

    private ApiClient(Whereabouts platform, String resumption, Map<String, String> options) {
        this.platform = platform;
        this.resumption = resumption;
        this.options = options;
    }

    /** A client that names this command when the platform has gone away in the midst of its work and none has taken its place. */
    ApiClient resumedBy(String command) {
        return new ApiClient(platform, command, options);
    }

    /**
     * A client that calls what the platform refuses by the options it came from.
     *
     * @param names the option by the field of the request: {@code --limit} by {@code limits}
     */
    ApiClient naming(Map<String, String> names) {
        return new ApiClient(platform, resumption, names);
    }

    /**
     * Where the platform answers.
     *
     * @param token what the server asks for, null for nothing
     */
    record Address(URI url, @Nullable String token) {}

    /** Where the platform is, which may be another place later: a command goes on when the one whose server it used has ended. */
    interface Whereabouts {
        /** Where it is now, as far as is known. */
        Address now();

        /** Says that one does not answer yet, and how long it is waited for from now on. */
        Duration patience(Address silent);

        /** What is said when that time is over. */
        String silence(Address silent);

        /** Whether there is another by now than the one that does not answer any more; may wait for it. */
        boolean isReplaced(Address gone);
    }

    /** One request, made anew for each platform that it is sent to. */
    private interface Request {
        HttpRequest at(Address address);
    }

    /** A query parameter. */
    record Parameter(String name, String value) {
        private String encoded() {
            return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    JsonNode get(String path, List<Parameter> query) {
        return send(address -> request(address, path, query).GET().build(), true);
    }

    JsonNode post(String path, JsonNode body) {
        return send(
                address -> request(address, path, List.of())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                false);
    }

    /** Writes what is at a path into a file, whole or not at all. */
    void download(String path, Path file) {
        try {
            // Not a temporary file by the system's means: nobody but its owner could read that.
            Path unfinished = Draft.of(file);
            try {
                Address address = platform.now();
                HttpResponse<Path> response = heard(
                        request(address, path, List.of()).GET().build(),
                        HttpResponse.BodyHandlers.ofFile(unfinished),
                        address);
                if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                    String problems = problems(JsonOption.mapper().readTree(unfinished.toFile()));
                    throw response.statusCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR
                            ? CommandFailure.failed(problems)
                            : CommandFailure.refused(problems);
                }
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException failed) {
            throw CommandFailure.failed(file + " cannot be written: " + Obstacle.of(failed));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        }
    }

    /** All items of a paged list. */
    ArrayNode all(String path, List<Parameter> query) {
        ArrayNode items = JsonOption.mapper().createArrayNode();
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

    private static HttpRequest.Builder request(Address address, String path, List<Parameter> query) {
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
        while (true) {
            Address address = platform.now();
            try {
                return answer(heard(request.at(address), HttpResponse.BodyHandlers.ofString(), address));
            } catch (JsonProcessingException notJson) {
                throw CommandFailure.failed("what answers at " + address.url() + " is not Tradespace");
            } catch (IOException broken) {
                if (!(repeatable || broken instanceof ConnectException) || !platform.isReplaced(address)) {
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
    private <T> HttpResponse<T> heard(HttpRequest request, HttpResponse.BodyHandler<T> body, Address address)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
        try {
            return answer.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            return heardAtLast(answer, address);
        } catch (ExecutionException failed) {
            throw broken(failed);
        } finally {
            boolean unusedCancelled = answer.cancel(true);
        }
    }

    private <T> T heardAtLast(CompletableFuture<T> answer, Address address) throws IOException, InterruptedException {
        Duration patience = platform.patience(address);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw CommandFailure.failed(platform.silence(address));
        } catch (ExecutionException failed) {
            throw broken(failed);
        }
    }

    private static IOException broken(ExecutionException failed) {
        return failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
    }

    private JsonNode answer(HttpResponse<String> response) throws JsonProcessingException {
        JsonNode body = JsonOption.mapper().readTree(response.body());
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

    /** {@code /limits/0} as {@code --limit}, {@code /set/depth} as {@code --set depth}; what came from no option stays. */
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
