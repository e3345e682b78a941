package dev.tradespace.hardware.command;

import dev.tradespace.core.file.Sha256;
import dev.tradespace.core.file.TemporaryFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that measures a model, and where the figures stand in what it tells.
 *
 * @param arguments the program and its arguments, with placeholders; with a shell the script and what it is given as {@code $1}, {@code $2} and so on
 * @param shell the shell that runs the script: {@code bash}; null where none does
 * @param version the program and the arguments that tell its version in the first line; empty where nothing tells it
 * @param hardware what the model runs on where that is not this machine; null where it is
 * @param samples the times of single queries; null where {@code p50} is told
 * @param p50 their median; null where {@code samples} are told
 * @param memory the peak of memory that the model takes; null where nothing tells it
 * @param energy the energy of one inference; null where nothing tells it
 */
public record MeasuringCommand(
        List<String> arguments,
        @Nullable String shell,
        List<String> version,
        @Nullable String hardware,
        @Nullable Extraction samples,
        @Nullable Extraction p50,
        @Nullable Extraction memory,
        @Nullable Extraction energy) {
    /** The runtime that a profile names for a command. */
    public static final String RUNTIME = "command";

    /** What is replaced in an argument. */
    static final List<String> PLACEHOLDERS = List.of("{model}", "{threads}", "{batch}", "{queries}", "{output}");

    private static final Duration VERSION_LIMIT = Duration.ofSeconds(10);
    private static final int LONGEST_VERSION = 60;
    private static final int DIGITS = 8;

    public MeasuringCommand {
        arguments = List.copyOf(arguments);
        version = List.copyOf(version);
    }

    /** The program's name without its folder; a shell's for a script. */
    public String name() {
        return String.valueOf(Path.of(program()).getFileName());
    }

    private String program() {
        return shell == null ? arguments.get(0) : shell;
    }

    /** What is started, its placeholders replaced. */
    List<String> words(Map<String, String> values) {
        List<String> words = new ArrayList<>();
        if (shell != null) {
            words.addAll(List.of(shell, "-c", arguments.get(0), shell));
        }
        for (String argument : arguments.subList(shell == null ? 0 : 1, arguments.size())) {
            String word = argument;
            for (Map.Entry<String, String> value : values.entrySet()) {
                word = word.replace(value.getKey(), value.getValue());
            }
            words.add(word);
        }
        return words;
    }

    /** Why it cannot be started here, a sentence for people; empty where it can. */
    public Optional<String> obstacle() {
        return Stream.concat(Stream.of(program()), version.stream().limit(1))
                .flatMap(program -> obstacle(program, System.getenv().getOrDefault("PATH", "")).stream())
                .findFirst();
    }

    static Optional<String> obstacle(String program, String path) {
        Path file = Path.of(program);
        if (file.isAbsolute()) {
            return !Files.exists(file)
                    ? Optional.of("there is no program " + program)
                    : Files.isExecutable(file) && !Files.isDirectory(file)
                            ? Optional.empty()
                            : Optional.of(program + " may not be run as a program");
        }
        return Stream.of(path.split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)))
                ? Optional.empty()
                : Optional.of("there is no program " + program + " in the folders of PATH");
    }

    /**
     * What runs the model, as it stands in the conditions of a row: the program, its version, and a digest of its arguments and of where the figures stand, since
     * others tell something else.
     *
     * @throws CommandFailed if the version cannot be told
     */
    public String runtime() throws CommandFailed, InterruptedException {
        String all = String.join("\n", arguments) + samples + p50 + memory + energy;
        return name() + " " + told() + ", command " + Sha256.of(all).substring(0, DIGITS);
    }

    private String told() throws CommandFailed, InterruptedException {
        if (version.isEmpty()) {
            return "of unknown version";
        }
        Path directory;
        try {
            directory = TemporaryFolder.create("version");
        } catch (IOException full) {
            throw new CommandFailed("the version of " + name() + " cannot be asked: " + full.getMessage(), "", true);
        }
        try {
            CommandRun run = CommandRun.of(version, directory, Map.of(), VERSION_LIMIT);
            String line = Stream.concat(run.output().lines(), run.errors().lines())
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new CommandFailed("it printed nothing"));
            return line.length() <= LONGEST_VERSION ? line : line.substring(0, LONGEST_VERSION);
        } catch (CommandFailed failed) {
            throw new CommandFailed(
                    "the version of " + name() + " cannot be told by " + String.join(" ", version) + ": "
                            + failed.getMessage(),
                    failed.lastLines(),
                    failed.worthRetrying());
        } finally {
            TemporaryFolder.delete(directory);
        }
    }
}
