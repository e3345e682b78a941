package dev.tradespace.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with named parts, {@code /api/sweeps/:id}. A part is a whole segment, or one up to a suffix: {@code
 * :index.png}.
 */
record PathTemplate(List<String> segments) {
    PathTemplate {
        segments = List.copyOf(segments);
    }

    static PathTemplate of(String path) {
        return new PathTemplate(List.of(path.substring(1).split("/", -1)));
    }

    /** What stands in the named parts of a path; empty where the path is another. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String wanted = segments.get(i);
            String given = path.get(i);
            if (!wanted.startsWith(":")) {
                if (!wanted.equals(given)) {
                    return Optional.empty();
                }
                continue;
            }
            int dot = wanted.indexOf('.');
            String suffix = dot < 0 ? "" : wanted.substring(dot);
            if (given.length() <= suffix.length() || !given.endsWith(suffix)) {
                return Optional.empty();
            }
            parts.put(
                    dot < 0 ? wanted.substring(1) : wanted.substring(1, dot),
                    given.substring(0, given.length() - suffix.length()));
        }
        return Optional.of(parts);
    }
}
