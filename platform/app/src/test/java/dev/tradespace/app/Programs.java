package dev.tradespace.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The real program in processes of its own, all in one home. */
final class Programs implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> FOLDERS = List.of("tradespace.training.lib", "tradespace.runtimes");

    private final ObjectMapper mapper = StrictJson.json();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();
    private final Path home;
    private final String classPath;

    Programs(Path home) {
        this(home, "");
    }

    /** Programs with jars before their own class path. */
    Programs(Path home, String jars) {
        this.home = home;
        this.classPath = jars + System.getProperty("java.class.path");
    }

    /** Where the programs of a home keep temporary files, which so go with it. */
    static Path temporary(Path home) {
        return home.resolve("tmp");
    }

    /** Something that may be there by now. */
    interface Look<T> {
        Optional<T> now() throws IOException, InterruptedException;
    }

    Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        // Where the build has put the class paths of the trainer and of the runtimes.
        for (String folder : FOLDERS) {
            Optional.ofNullable(System.getProperty(folder)).ifPresent(path -> command.add("-D" + folder + "=" + path));
        }
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(temporary(home)));
        command.add("dev.tradespace.app.Main");
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().put("TRADESPACE_HOME", home.toString());
        builder.redirectOutput(home.resolve("out-" + started.size()).toFile());
        builder.redirectError(home.resolve("err-" + started.size()).toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Looks until there is something, with a bounded patience. */
    <T> T await(Look<T> look) throws IOException, InterruptedException {
        return await(look, PATIENCE);
    }

    /** Likewise with another patience. */
    <T> T await(Look<T> look, Duration patience) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (Instant.now().isBefore(end)) {
            Optional<T> seen = look.now();
            if (seen.isPresent()) {
                return seen.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("nothing came in " + patience + ": " + errors());
    }

    /** Where the server of this home answers, if one does. */
    Optional<URI> url() throws IOException {
        Path card = home.resolve("server.json");
        if (!Files.exists(card)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        mapper.readTree(Files.readString(card)).path("url").textValue())
                .map(URI::create);
    }

    /** What the server of this home answers, if one does. */
    Optional<JsonNode> get(String path) throws IOException, InterruptedException {
        Optional<URI> url = url();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(url.get().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(mapper.readTree(response.body())) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** What the server of this home answers to a request that it take something up. */
    JsonNode post(String path, String json) throws IOException, InterruptedException {
        URI url = url().orElseThrow(() -> new AssertionError("there is no server"));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(path + " was answered with " + response.statusCode() + ": " + response.body());
        }
        return mapper.readTree(response.body());
    }

    JsonNode output(Process process) throws IOException {
        return mapper.readTree(text(process));
    }

    /** What one of them said on stdout. */
    String text(Process process) throws IOException {
        return Files.readString(home.resolve("out-" + started.indexOf(process)));
    }

    /** What one of them said on stderr. */
    String errors(Process process) throws IOException {
        return Files.readString(home.resolve("err-" + started.indexOf(process)));
    }

    /** What all of them said on stderr. */
    String errors() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < started.size(); i++) {
            all.append(Files.readString(home.resolve("err-" + i)));
        }
        return all.toString();
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
