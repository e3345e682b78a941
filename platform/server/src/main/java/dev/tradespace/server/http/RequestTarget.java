package dev.tradespace.server.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request line asks for.
 *
 * @param path the path as it came, still encoded
 * @param segments its segments, decoded
 * @param query the query, still encoded; null for none
 * @param authority host and port where the line names them, as it does towards a proxy; null where it does not
 */
record RequestTarget(
        String path,
        List<String> segments,
        @Nullable String query,
        @Nullable String authority) {
    private static final String SCHEME = "http://";
    /** Longer names and ids than anything has here. */
    private static final int MOST_SEGMENT = 2_000;

    RequestTarget {
        segments = List.copyOf(segments);
    }

    /**
     * The target of a request line.
     *
     * @throws HttpError if it is none
     */
    static RequestTarget parse(String line) {
        String authority = null;
        String rest = line;
        if (line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            int end = end(line, SCHEME.length());
            authority = line.substring(SCHEME.length(), end);
            rest = line.substring(end);
            rest = rest.startsWith("/") ? rest : "/" + rest;
        }
        if (!rest.startsWith("/")) {
            throw HttpError.of(400, "", "a request asks for a path, which begins with /");
        }
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        return new RequestTarget(path, segments(path), mark < 0 ? null : rest.substring(mark + 1), authority);
    }

    private static int end(String line, int from) {
        int end = from;
        while (end < line.length() && line.charAt(end) != '/' && line.charAt(end) != '?') {
            end++;
        }
        return end;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            try {
                String text = PercentEncoded.decode(segment, false);
                if (text.length() > MOST_SEGMENT) {
                    throw HttpError.notFound(
                            "", "nothing has a name of more than " + MOST_SEGMENT + " characters in its path");
                }
                segments.add(text);
            } catch (IllegalArgumentException malformed) {
                throw HttpError.of(400, "", "the path must be " + malformed.getMessage());
            }
        }
        return segments;
    }
}
