package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSDoc types of the page, as shapes. It knows the part of TypeScript's types that they use. */
final class PageTypes {
    private static final Pattern TYPEDEF = Pattern.compile("@typedef (.*)");
    private static final Pattern PROPERTY = Pattern.compile("@property (.*)");
    private static final Pattern TOKEN = Pattern.compile("\\s*('[^']*'|[A-Za-z0-9_]+|\\[]|[\\[\\]{}()|&<>,:?])");

    private final Map<String, WireShape> known = new LinkedHashMap<>();
    private final Map<String, String> written = new LinkedHashMap<>();

    /** The types of these files. */
    PageTypes(List<String> files) {
        for (String file : files) {
            String name = "";
            for (String line : file.lines().toList()) {
                Matcher typedef = TYPEDEF.matcher(line);
                Matcher property = PROPERTY.matcher(line);
                if (typedef.find()) {
                    String type = braced(typedef.group(1));
                    name = typedef.group(1).substring(type.length() + 2).strip().split(" ", 2)[0];
                    written.put(name, type.equals("object") ? "{}" : type);
                } else if (property.find()) {
                    String type = braced(property.group(1));
                    String field = property.group(1)
                            .substring(type.length() + 2)
                            .strip()
                            .split(" ", 2)[0];
                    boolean optional = field.startsWith("[");
                    String plain = field.replaceAll("[\\[\\]]", "");
                    String object = String.valueOf(written.get(name));
                    String before = object.substring(0, object.length() - 1);
                    written.put(
                            name,
                            before + (before.equals("{") ? "" : ", ") + plain + (optional ? "?" : "") + ": " + type
                                    + "}");
                }
            }
        }
    }

    /** The first text in braces, without them. */
    private static String braced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return text.substring(1, i);
            }
        }
        throw new IllegalArgumentException("no closing brace in " + text);
    }

    boolean has(String name) {
        return written.containsKey(name);
    }

    WireShape of(String name) {
        WireShape shape = known.get(name);
        if (shape == null) {
            shape = new Parser(String.valueOf(written.get(name))).union();
            known.put(name, shape);
        }
        return shape;
    }

    private final class Parser {
        private final List<String> tokens = new ArrayList<>();
        private int next;

        Parser(String text) {
            Matcher matcher = TOKEN.matcher(text);
            while (matcher.find()) {
                tokens.add(matcher.group(1));
            }
        }

        private boolean take(String token) {
            boolean there = next < tokens.size() && tokens.get(next).equals(token);
            next += there ? 1 : 0;
            return there;
        }

        /** Alternatives: of one kind, or anything. */
        WireShape union() {
            WireShape all = intersection();
            boolean nullable = all.kind().equals("null");
            while (take("|")) {
                WireShape one = intersection();
                if (one.kind().equals("null")) {
                    nullable = true;
                } else {
                    all = all.kind().equals("null") || all.kind().equals(one.kind()) ? one : WireShape.ANYTHING;
                }
            }
            return all.orNull(nullable);
        }

        private WireShape intersection() {
            WireShape all = suffixed();
            while (take("&")) {
                Map<String, WireShape> both = new LinkedHashMap<>(all.fields());
                both.putAll(suffixed().fields());
                all = WireShape.object(both);
            }
            return all;
        }

        private WireShape suffixed() {
            WireShape shape = primary();
            while (take("[]")) {
                shape = WireShape.of("array", shape);
            }
            return shape;
        }

        private WireShape primary() {
            if (take("(")) {
                WireShape inner = union();
                take(")");
                return inner;
            } else if (take("[")) {
                WireShape element = union();
                while (take(",")) {
                    element = union();
                }
                take("]");
                return WireShape.of("array", element);
            } else if (take("{")) {
                return object();
            }
            String token = tokens.get(next++);
            if (token.startsWith("'") || token.equals("string")) {
                return WireShape.of("string");
            } else if (token.matches("[0-9]+") || token.equals("number")) {
                return WireShape.of("number");
            } else if (token.equals("boolean") || token.equals("null")) {
                return WireShape.of(token);
            } else if (token.equals("unknown")) {
                return WireShape.ANYTHING;
            } else if (token.equals("Record")) {
                take("<");
                boolean metrics = tokens.get(next).equals("MetricId");
                union();
                take(",");
                WireShape element = union();
                take(">");
                return metrics ? ofMetrics(element) : WireShape.of("map", element);
            }
            return of(token);
        }

        /** A record by {@code MetricId} has one field for each metric. */
        private static WireShape ofMetrics(WireShape element) {
            Map<String, WireShape> fields = new LinkedHashMap<>();
            for (Metric metric : Metric.values()) {
                fields.put(metric.id(), element);
            }
            return WireShape.object(fields);
        }

        private WireShape object() {
            Map<String, WireShape> fields = new LinkedHashMap<>();
            while (!take("}")) {
                String name = tokens.get(next++);
                boolean optional = take("?");
                take(":");
                fields.put(name, union().orAbsent(optional));
                take(",");
            }
            return WireShape.object(fields);
        }
    }
}
