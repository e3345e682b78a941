package dev.tradespace.hardware.command;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tradespace.core.json.ObjectReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the command of a target in a profile; every problem is found at once. */
public final class CommandReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");
    private static final Pattern SHELL = Pattern.compile("(/[\\w./-]*)?(sh|bash|dash|zsh|ksh)");
    private static final int LONGEST_HARDWARE = 60;

    private static final Map<String, Double> TIMES = new TreeMap<>(Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9));
    private static final Map<String, Double> BYTES = new TreeMap<>(
            Map.of("B", 1.0, "kB", 1e3, "MB", 1e6, "GB", 1e9, "KiB", 1024.0, "MiB", 1048576.0, "GiB", 1073741824.0));
    private static final Map<String, Double> JOULES = new TreeMap<>(Map.of("J", 1.0, "mJ", 1e-3, "uJ", 1e-6));

    private CommandReader() {}

    /**
     * The command.
     *
     * @param command the object in the profile; to be asked for nothing else
     * @return of no use where a problem was found
     */
    public static MeasuringCommand read(ObjectReader command) {
        List<String> arguments = command.texts("arguments");
        String shell = command.parsedOr(
                "shell", text -> Optional.of(text).filter(SHELL.asMatchPredicate()), "a shell, such as bash", "");
        List<String> version = command.has("version") ? command.texts("version") : List.of();
        String hardware = command.parsedOr(
                "hardware",
                text -> Optional.of(text).filter(words -> words.length() <= LONGEST_HARDWARE),
                "a text of at most " + LONGEST_HARDWARE + " characters",
                "");
        Extraction samples = extraction(command, "samples", TIMES);
        Extraction p50 = extraction(command, "p50", TIMES);
        Extraction memory = extraction(command, "memory", BYTES);
        Extraction energy = extraction(command, "energy", JOULES);
        command.finish();
        if (command.has("samples") == command.has("p50")) {
            command.refuse("", "must have either samples, the times of single queries, or p50, their median");
        }
        checkProgram(command, "arguments", shell.isEmpty() ? arguments : List.of());
        checkProgram(command, "version", version);
        List<String> replaced =
                shell.isEmpty() || arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        checkPlaceholders(command, replaced, arguments, !shell.isEmpty());
        boolean wantsFile = List.of(
                        Optional.ofNullable(samples),
                        Optional.ofNullable(p50),
                        Optional.ofNullable(memory),
                        Optional.ofNullable(energy))
                .stream()
                .flatMap(Optional::stream)
                .anyMatch(Extraction::fromFile);
        if (wantsFile && replaced.stream().noneMatch(argument -> argument.contains("{output}"))) {
            command.refuse("arguments", "must hand over {output}, the file that figures are read from");
        }
        return new MeasuringCommand(
                arguments,
                shell.isEmpty() ? null : shell,
                version,
                hardware.isEmpty() ? null : hardware,
                samples,
                p50,
                memory,
                energy);
    }

    private static void checkProgram(ObjectReader command, String field, List<String> words) {
        if (!words.isEmpty()
                && words.get(0).contains("/")
                && !Path.of(words.get(0)).isAbsolute()) {
            command.refuse(
                    field + "/0", "must be the name of a program in PATH or an absolute path, was " + words.get(0));
        }
    }

    private static void checkPlaceholders(
            ObjectReader command, List<String> replaced, List<String> all, boolean isScript) {
        for (String argument : replaced) {
            Matcher placeholder = PLACEHOLDER.matcher(argument);
            while (placeholder.find()) {
                if (!MeasuringCommand.PLACEHOLDERS.contains(placeholder.group())) {
                    command.refuse(
                            "arguments",
                            "there is no placeholder " + placeholder.group() + "; there are "
                                    + String.join(", ", MeasuringCommand.PLACEHOLDERS));
                }
            }
        }
        if (isScript && !all.isEmpty() && MeasuringCommand.PLACEHOLDERS.stream().anyMatch(all.get(0)::contains)) {
            command.refuse(
                    "arguments/0",
                    "a script must name placeholders in the arguments after it, and read them as \"$1\", \"$2\" and so on");
        } else if (!all.isEmpty() && replaced.stream().noneMatch(argument -> argument.contains("{model}"))) {
            command.refuse("arguments", "must hand over {model}, the file that is measured");
        }
    }

    private static @Nullable Extraction extraction(ObjectReader command, String field, Map<String, Double> units) {
        Optional<ObjectReader> object = command.object(field);
        if (object.isEmpty()) {
            return null;
        }
        ObjectReader reader = object.get();
        String pattern = reader.parsedOr(
                "pattern",
                text -> hasOneGroup(text) ? Optional.of(text) : Optional.empty(),
                "a regular expression with one group, the number",
                "");
        String pointer = reader.parsedOr(
                "pointer",
                text -> isPointer(text) ? Optional.of(text) : Optional.empty(),
                "a JSON pointer, such as /p50",
                "");
        if (reader.has("pattern") == reader.has("pointer")) {
            reader.refuse("", "must have either a pattern or a pointer");
        }
        boolean fromFile = reader.parsedOr(
                "from",
                text -> text.equals("output")
                        ? Optional.of(true)
                        : text.equals("stdout") ? Optional.of(false) : Optional.empty(),
                "stdout or output",
                false);
        double factor = reader.parsed(
                        "unit", text -> Optional.ofNullable(units.get(text)), String.join(", ", units.keySet()))
                .orElse(1.0);
        reader.finish();
        return new Extraction(pattern.isEmpty() ? null : pattern, pointer.isEmpty() ? null : pointer, fromFile, factor);
    }

    private static boolean hasOneGroup(String pattern) {
        try {
            return Extraction.compiled(pattern).matcher("").groupCount() == 1;
        } catch (PatternSyntaxException wrong) {
            return false;
        }
    }

    private static boolean isPointer(String text) {
        try {
            return JsonPointer.compile(text).toString().startsWith("/");
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }
}
