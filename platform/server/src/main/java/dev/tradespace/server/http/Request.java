package dev.tradespace.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request as its operation sees it.
 *
 * @param query its parameters
 * @param path what stands in its path, by name
 * @param ifNoneMatch the tag of what the client has, as it came; empty for none
 * @param body its body, empty where there is none
 */
record Request(Query query, Map<String, String> path, String ifNoneMatch, Body body) {
    private static final ObjectMapper MAPPER = StrictJson.json();
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern SIGNED = Pattern.compile("-?" + NUMBER);

    /** The bytes of a body. */
    record Body(ByteBuffer bytes) {
        static final Body NONE = new Body(ByteBuffer.allocate(0));
    }

    /** What stands in the path under a name. */
    String pathParameter(String name) {
        return path.getOrDefault(name, "");
    }

    private String id() {
        return pathParameter("id");
    }

    /**
     * The number that the id is.
     *
     * @throws HttpError if it is none: then nothing has that id
     */
    long number(String what) {
        if (!NUMBER.matcher(id()).matches()) {
            throw notFound(what);
        }
        return Long.parseLong(id());
    }

    /**
     * The number that the id is, which may be negative.
     *
     * @throws HttpError if it is none: then nothing has that id
     */
    long signedNumber(String what) {
        if (!SIGNED.matcher(id()).matches()) {
            throw notFound(what);
        }
        return Long.parseLong(id());
    }

    /** That there is no such thing. */
    HttpError notFound(String what) {
        return HttpError.notFound("id", "there is no " + what + " " + id());
    }

    /**
     * The body as JSON.
     *
     * @throws HttpError if it is none
     */
    JsonNode json() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(body.bytes().asReadOnlyBuffer())
                    .toString();
            JsonNode document = StrictJson.read(MAPPER, text);
            List<Problem> unusable = Texts.problems(document);
            if (!unusable.isEmpty()) {
                throw HttpError.badRequest(unusable);
            }
            return document;
        } catch (BadDocument bad) {
            throw HttpError.of(400, "", "the body is no JSON document: " + bad.getMessage());
        } catch (CharacterCodingException notUtf8) {
            throw HttpError.of(400, "", "the body must be UTF-8");
        }
    }

    /**
     * That the body is an empty object.
     *
     * @throws HttpError if it is not
     */
    void requireEmptyBody() {
        List<Problem> problems = new ArrayList<>();
        new ObjectReader(json(), "", problems).finish();
        if (!problems.isEmpty()) {
            throw HttpError.badRequest(problems);
        }
    }
}
