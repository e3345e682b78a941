package dev.tradespace.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an operation sees of its request.
 *
 * @param query its parameters
 * @param path what stands in its path, by name
 * @param seen the tag of what the asker has, as it came; empty for none
 * @param body its body, empty where there is none
 */
record Call(Query query, Map<String, String> path, String seen, Body body) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /** The bytes of a body. */
    record Body(ByteBuffer bytes) {
        static final Body NONE = new Body(ByteBuffer.allocate(0));
    }

    /** What stands in the path under a name. */
    String part(String name) {
        return path.getOrDefault(name, "");
    }

    private String id() {
        return part("id");
    }

    /**
     * The number that the id is.
     *
     * @throws Refusal if it is none: then nothing has that id
     */
    long number(String what) {
        if (!NUMBER.matcher(id()).matches()) {
            throw missing(what);
        }
        return Long.parseLong(id());
    }

    /** That there is no such thing. */
    Refusal missing(String what) {
        return Refusal.notFound("id", "there is no " + what + " " + id());
    }

    /**
     * The body as JSON.
     *
     * @throws Refusal if it is none
     */
    JsonNode json(ObjectMapper mapper) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(body.bytes().asReadOnlyBuffer())
                    .toString();
            JsonNode document = StrictJson.read(mapper, text);
            List<Problem> unusable = Texts.problems(document);
            if (!unusable.isEmpty()) {
                throw Refusal.badRequest(unusable);
            }
            return document;
        } catch (BadDocument bad) {
            throw Refusal.of(400, "", "the body is no JSON document: " + bad.getMessage());
        } catch (CharacterCodingException notUtf8) {
            throw Refusal.of(400, "", "the body must be UTF-8");
        }
    }
}
