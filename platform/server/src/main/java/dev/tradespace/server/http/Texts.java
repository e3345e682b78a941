package dev.tradespace.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts in JSON documents that no store can keep: with control characters other than tab and line break, or with half
 * of a surrogate pair. JSON can escape them, so the encoding of the
 * body does not keep them out.
 */
final class Texts {
    private static final int MOST_PROBLEMS = 100;

    private Texts() {}

    /** What is wrong with the texts of a document, keys included, each with its pointer. */
    static List<Problem> problems(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        look(document, "", problems);
        return problems;
    }

    private static void look(JsonNode node, String pointer, List<Problem> problems) {
        if (problems.size() >= MOST_PROBLEMS) {
            return;
        }
        if (node.isTextual()) {
            problem(node.textValue(), "").ifPresent(what -> problems.add(new Problem(pointer, what)));
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            look(node.get(i), pointer + "/" + i, problems);
        }
        node.properties().forEach(field -> {
            Optional<String> unusable = problem(field.getKey(), "a key ");
            unusable.ifPresent(what -> problems.add(new Problem(pointer, what)));
            if (unusable.isEmpty()) {
                look(
                        field.getValue(),
                        pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        problems);
            }
        });
    }

    private static Optional<String> problem(String text, String what) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int letter = text.codePointAt(at);
            if (letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE) {
                return Optional.of(what + "must not have half of a surrogate pair");
            }
            if (Character.isISOControl(letter) && letter != '\t' && letter != '\n' && letter != '\r') {
                return Optional.of(what + "must not have the control character U+%04X".formatted(letter));
            }
        }
        return Optional.empty();
    }
}
