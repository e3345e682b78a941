package dev.tradespace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Speaks the platform's HTTP API; every refusal becomes one sentence. */
final class ApiClient {
    private static final int PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final @Nullable String token;
    private final String resumption;

    ApiClient(URI server, @Nullable String token) {
        this(server, token, "tradespace sweep --resume");
    }

    private ApiClient(URI server, @Nullable String token, String resumption) {
        this.server = server;
        this.token = token;
        this.resumption = resumption;
    }

    /** A client that names this command when the platform has gone away in the midst of its work. */
    ApiClient resumedBy(String command) {
        return new ApiClient(server, token, command);
    }

    /** A query parameter. */
    record Parameter(String name, String value) {
        private String encoded() {
            return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    JsonNode get(String path, List<Parameter> query) {
        return send(request(path, query).GET().build());
    }

    JsonNode post(String path, JsonNode body) {
        return send(request(path, List.of())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** Writes what is at a path into a file, whole or not at all. */
    void download(String path, Path file) {
        try {
            // Not a temporary file by the system's means: nobody but its owner could read that.
            Path unfinished = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                HttpResponse<Path> response =
                        http.send(request(path, List.of()).GET().build(), HttpResponse.BodyHandlers.ofFile(unfinished));
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

    private HttpRequest.Builder request(String path, List<Parameter> query) {
        String parameters =
                String.join("&", query.stream().map(Parameter::encoded).toList());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve("/api" + path + (parameters.isEmpty() ? "" : "?" + parameters)))
                .timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = JsonOption.mapper().readTree(response.body());
            if (response.statusCode() >= 500) {
                throw CommandFailure.failed(problems(body));
            }
            if (response.statusCode() >= 400) {
                throw CommandFailure.refused(problems(body));
            }
            return body;
        } catch (JsonProcessingException notJson) {
            throw CommandFailure.failed("what answers at " + server + " is not Tradespace");
        } catch (IOException broken) {
            throw CommandFailure.failed("the platform at " + server + " does not answer any more; `" + resumption
                    + "` goes on with what it left");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        }
    }

    private static String problems(JsonNode body) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode problem : body.path("problems")) {
            String path = problem.path("path").asText();
            sentences.add((path.isEmpty() ? "" : path + ": ")
                    + problem.path("message").asText());
        }
        return sentences.isEmpty() ? "the platform refused: " + body : String.join("; ", sentences);
    }
}
