package dev.tradespace.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.core.json.StrictYaml;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.runtime.Runtimes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads profile files, each through its schema; every problem of a file is found at once. */
final class ProfileReader {
    /** Far above any profile written by hand. */
    private static final int LARGEST_BYTES = 64 * 1024;

    private final JsonSchema schema;
    private final int processors;
    private final Runtimes runtimes;

    /**
     * A reader for a machine.
     *
     * @param processors what {@code threads: all} stands for, at least 1
     * @param runtimes what targets can name
     */
    ProfileReader(int processors, Runtimes runtimes) {
        this.processors = processors;
        this.runtimes = runtimes;
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                .errorMessageKeyword("message")
                .build();
        try (InputStream source = ProfileReader.class.getResourceAsStream("profile.schema.json")) {
            if (source == null) {
                throw new IllegalStateException("profile.schema.json is missing from the jar");
            }
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(source, config);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * The profiles of a file; none where it has a problem.
     *
     * @param problems what is wrong is added here
     */
    List<Profile> read(Path file, List<Problem> problems) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                problems.add(new Problem(
                        "", "a profile must be at most " + LARGEST_BYTES + " bytes, was " + Files.size(file)));
                return List.of();
            }
            return read(Files.readString(file), problems);
        } catch (CharacterCodingException notText) {
            problems.add(new Problem("", "a profile must be text in UTF-8"));
        } catch (IOException unreadable) {
            problems.add(new Problem("", "the file cannot be read: " + unreadable));
        }
        return List.of();
    }

    /**
     * The profiles of a text; none where it has a problem.
     *
     * @param problems what is wrong is added here
     */
    List<Profile> read(String text, List<Problem> problems) {
        List<Problem> found = new ArrayList<>();
        JsonNode tree = StrictYaml.read(text, found);
        if (!tree.isMissingNode()) {
            schema.validate(tree).stream().map(ProfileReader::problem).forEach(found::add);
            checkTargets(tree.path("targets"), found);
            found.sort(Comparator.comparing(Problem::path).thenComparing(Problem::message));
        }
        problems.addAll(found);
        return found.isEmpty() ? profiles(tree) : List.of();
    }

    private static Problem problem(ValidationMessage message) {
        String path = message.getInstanceLocation().toString();
        return switch (message.getType()) {
            case "additionalProperties" -> new Problem(path + "/" + message.getProperty(), "there is no such key");
            case "required" -> new Problem(path + "/" + message.getProperty(), "is missing");
            default -> new Problem(path, message.getError());
        };
    }

    /** What a schema cannot say. Runs on trees that the schema refuses too, so it trusts no type. */
    private void checkTargets(JsonNode targets, List<Problem> problems) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < targets.size(); i++) {
            JsonNode target = targets.path(i);
            JsonNode name = target.path("name");
            if (name.isTextual() && !names.add(name.textValue())) {
                problems.add(
                        new Problem("/targets/" + i + "/name", "the name " + name.textValue() + " is taken already"));
            }
            checkThreads("/targets/" + i, target.path("threads"), problems);
            checkRuntime("/targets/" + i, target, problems);
        }
    }

    private void checkThreads(String path, JsonNode threads, List<Problem> problems) {
        if (threads.isIntegralNumber() && threads.bigIntegerValue().compareTo(BigInteger.valueOf(processors)) > 0) {
            problems.add(new Problem(
                    path + "/threads",
                    "must be at most " + processors + ", the processors of this machine, was " + threads.asText()));
        }
    }

    private void checkRuntime(String path, JsonNode target, List<Problem> problems) {
        if (target.path("runtime").isMissingNode()) {
            return;
        }
        Optional<RuntimeDescription> named =
                runtimes.find(target.path("runtime").asText());
        if (named.isEmpty()) {
            problems.add(new Problem(
                    path + "/runtime",
                    "must be " + or(ids()) + ", the runtimes that are here, was "
                            + target.path("runtime").asText()));
            return;
        }
        RuntimeDescription runtime = named.get();
        JsonNode precision = target.path("precision");
        if (!precision.isMissingNode() && !runtime.precisions().contains(precision.asText())) {
            problems.add(new Problem(path + "/precision", "must be " + or(runtime.precisions())));
        }
        if (threads(target.path("threads")) > runtime.mostThreads()) {
            problems.add(new Problem(
                    path + "/threads",
                    "must be at most " + runtime.mostThreads() + ", as many as " + runtime.title() + " can be given"));
        }
    }

    private List<String> ids() {
        return runtimes.all().stream().map(RuntimeDescription::id).toList();
    }

    private static String or(List<String> words) {
        int last = words.size() - 1;
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private int threads(JsonNode threads) {
        return threads.isTextual() ? processors : threads.intValue();
    }

    private List<Profile> profiles(JsonNode tree) {
        String device = tree.path("device").textValue();
        List<Profile> profiles = new ArrayList<>();
        for (JsonNode target : tree.path("targets")) {
            RuntimeDescription runtime =
                    runtimes.find(target.path("runtime").textValue()).orElseThrow();
            String precision = target.path("precision").textValue();
            profiles.add(new Profile(
                    new Target(
                            device + "/" + target.path("name").textValue(),
                            device,
                            runtime.id(),
                            runtimes.format(runtime, precision)
                                    .orElse(runtime.formats().get(0)),
                            precision,
                            threads(target.path("threads")),
                            target.path("batch").asInt(1),
                            target.path("title").textValue()),
                    timeouts(target.path("timeoutSeconds"))));
        }
        return profiles;
    }

    private static Map<Protocol, Duration> timeouts(JsonNode seconds) {
        Map<Protocol, Duration> timeouts = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.values()) {
            if (seconds.has(protocol.id())) {
                timeouts.put(
                        protocol, Duration.ofSeconds(seconds.path(protocol.id()).longValue()));
            }
        }
        return timeouts;
    }
}
