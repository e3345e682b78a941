package dev.tradespace.server.http;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The OpenAPI document, in YAML. What it says of metrics comes from the metrics: {@code $metrics} stands for the list of
 * their ids, and a line with {@code $metric} or {@code $limit} is there once for each of them.
 */
public final class ApiDocument {
    static final String RESOURCE = "openapi.yaml";

    private ApiDocument() {}

    /** The whole document. */
    public static String text() {
        String ids = Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", "));
        return resource()
                .lines()
                .map(line -> line.replace("$metrics", ids))
                .flatMap(line -> line.contains("$metric") || line.contains("$limit")
                        ? Stream.of(Metric.values()).map(metric -> filled(line, metric))
                        : Stream.of(line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String filled(String line, Metric metric) {
        return line.replace("$metric", metric.id())
                .replace("$limit", metric.limitName())
                .replace("$bound", metric.goal() == Goal.MINIMIZE ? "at most" : "at least")
                .replace("$title", metric.title())
                .replace("$unit", metric.unit());
    }

    private static String resource() {
        try (InputStream stream = ApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading " + RESOURCE + " from the class path", unreadable);
        }
    }
}
