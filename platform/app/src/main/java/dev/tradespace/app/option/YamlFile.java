package dev.tradespace.app.option;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictYaml;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A YAML or JSON file that an option names. */
public final class YamlFile {
    private YamlFile() {}

    /**
     * The tree of a file.
     *
     * @throws CommandFailure if it cannot be read or is no YAML
     */
    public static JsonNode read(String option, Path file) {
        try {
            return StrictYaml.read(Files.readString(file));
        } catch (BadDocument bad) {
            throw CommandFailure.refused(file + ": " + bad.getMessage());
        } catch (CharacterCodingException notText) {
            throw CommandFailure.refused(option + " must be text in UTF-8, and " + file + " is not");
        } catch (IOException unreadable) {
            throw CommandFailure.refused(option + " must be a readable file, was " + file);
        }
    }

    /** That a file is not what its option asks for, with every problem. */
    public static CommandFailure refused(Path file, List<Problem> problems) {
        return CommandFailure.refused(
                file + ": " + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
}
