package dev.tradespace.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictYaml;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.command.CommandReader;
import dev.tradespace.hardware.command.MeasuringCommand;
import dev.tradespace.hardware.runtime.Runtimes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads profile files; every problem of a file is found at once. */
final class ProfileReader {
    /** Far above any profile written by hand. */
    private static final int LARGEST_BYTES = 64 * 1024;

    /** The hardware that work can disturb: workers run on the CPU of this machine. */
    private static final String DEVICE = "local-cpu";

    private static final Pattern NAME = Pattern.compile("(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern THREADS = Pattern.compile("0*[1-9][0-9]{0,17}");
    /** What models are written in for a command. */
    private static final List<String> PRECISIONS = List.of("fp32", Quantization.INT8);

    private static final int MOST_THREADS = 1024;
    private static final int LONGEST_TITLE = 120;
    private static final int MOST_TARGETS = 64;
    private static final int LARGEST_BATCH = 1024;
    private static final long LONGEST_TIMEOUT_SECONDS = 86_400;

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
            List<Profile> profiles = read(Files.readString(file), problems);
            if (profiles.stream().allMatch(profile -> profile.command() == null)) {
                return profiles;
            }
            OwnerOnly.problem(file).ifPresent(others -> problems.add(new Problem("", others)));
            return problems.isEmpty() ? profiles : List.of();
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
        List<Profile> profiles = tree.isMissingNode() ? List.of() : profiles(tree, found);
        found.sort(Comparator.comparing(Problem::path).thenComparing(Problem::message));
        problems.addAll(found);
        return found.isEmpty() ? profiles : List.of();
    }

    private List<Profile> profiles(JsonNode tree, List<Problem> problems) {
        ObjectReader reader = new ObjectReader(tree, "", problems);
        reader.parsed("device", text -> Optional.of(text).filter(DEVICE::equals), DEVICE);
        JsonNode targets = tree.path("targets");
        if (!reader.has("targets")) {
            reader.refuse("targets", "is missing");
        } else if (!targets.isArray() || targets.isEmpty() || targets.size() > MOST_TARGETS) {
            reader.refuse("targets", "must be a list of 1 to " + MOST_TARGETS + " targets");
        }
        reader.finish();
        List<Profile> profiles = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; targets.isArray() && i < targets.size(); i++) {
            boolean isCommand = MeasuringCommand.RUNTIME.equals(
                    targets.get(i).path("runtime").asText());
            profile(new ObjectReader(targets.get(i), "/targets/" + i, problems), isCommand, names, problems)
                    .ifPresent(profiles::add);
        }
        return profiles;
    }

    /** A target with its time limits; empty only where the file has a problem. */
    private Optional<Profile> profile(
            ObjectReader target, boolean isCommand, Set<String> names, List<Problem> problems) {
        String name = target.parsed(
                        "name",
                        text -> Optional.of(text).filter(NAME.asMatchPredicate()),
                        "in kebab-case, such as ort-fp32-4t, and of at most 60 characters")
                .orElse("");
        if (!name.isEmpty() && !names.add(name)) {
            target.refuse("name", "the name " + name + " is taken already");
        }
        String title = target.parsed(
                        "title",
                        text -> Optional.of(text).filter(words -> words.length() <= LONGEST_TITLE),
                        "a text of at most " + LONGEST_TITLE + " characters")
                .orElse("");
        Optional<RuntimeDescription> runtime = isCommand
                ? command(target)
                : target.parsed("runtime", runtimes::find, or(ids()) + ", the runtimes that are here");
        String precision = runtime.isEmpty()
                ? target.text("precision")
                : target.parsed(
                                "precision",
                                text -> Optional.of(text).filter(runtime.get().precisions()::contains),
                                or(runtime.get().precisions()))
                        .orElse("");
        // A command may run the model elsewhere.
        long threads = threads(target, runtime, isCommand ? MOST_THREADS : processors);
        int batch = (int) target.whole("batch", 1, LARGEST_BATCH).orElse(1);
        Map<Protocol, Duration> timeouts =
                target.object("timeoutSeconds").map(ProfileReader::timeouts).orElse(Map.of());
        MeasuringCommand command = null;
        if (isCommand) {
            Optional<ObjectReader> object = target.object("command");
            if (object.isEmpty()) {
                target.refuse("command", "is missing: the program that measures, with its arguments");
            }
            command = object.map(CommandReader::read).orElse(null);
        }
        target.finish();
        MeasuringCommand measuring = command;
        return runtime.filter(found -> problems.isEmpty())
                .map(found -> new Profile(
                        new Target(
                                DEVICE + "/" + name,
                                DEVICE,
                                found.id(),
                                runtimes.format(found, precision)
                                        .orElse(found.formats().get(0)),
                                precision,
                                (int) threads,
                                batch,
                                title),
                        timeouts,
                        measuring));
    }

    /** Stands for the program, which says nothing of itself. */
    private Optional<RuntimeDescription> command(ObjectReader target) {
        target.text("runtime");
        return target.parsed(
                        "format",
                        runtimes.writers()::find,
                        or(runtimes.writers().formats().stream()
                                .map(ModelFormat::id)
                                .toList()))
                .map(format ->
                        new RuntimeDescription(MeasuringCommand.RUNTIME, "Command", "", List.of(format), PRECISIONS));
    }

    /** As many as the machine and the runtime have; 1 where something is wrong. */
    private long threads(ObjectReader target, Optional<RuntimeDescription> runtime, int processors) {
        Optional<Long> asked = target.parsed(
                "threads",
                text -> text.equals("all")
                        ? Optional.of((long) this.processors)
                        : Optional.of(text).filter(THREADS.asMatchPredicate()).map(Long::valueOf),
                "a whole number, or all");
        long threads = asked.orElse(1L);
        int most = runtime.map(RuntimeDescription::mostThreads).orElse(Integer.MAX_VALUE);
        if (threads > processors) {
            target.refuse(
                    "threads", "must be at most " + processors + ", the processors of this machine, was " + threads);
        } else if (threads > most) {
            target.refuse(
                    "threads",
                    "must be at most " + most + ", as many as "
                            + runtime.map(RuntimeDescription::title).orElse("") + " can be given");
        }
        return asked.isEmpty() || threads > processors ? 1 : threads;
    }

    private static Map<Protocol, Duration> timeouts(ObjectReader seconds) {
        Map<Protocol, Duration> timeouts = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.values()) {
            seconds.whole(protocol.id(), 1, LONGEST_TIMEOUT_SECONDS)
                    .ifPresent(limit -> timeouts.put(protocol, Duration.ofSeconds(limit)));
        }
        seconds.finish();
        return timeouts;
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
}
