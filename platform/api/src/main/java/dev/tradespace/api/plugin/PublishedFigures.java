package dev.tradespace.api.plugin;

import dev.tradespace.api.metric.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The published figures of a family, read from a CSV file beside its classes (RFC 4180, no line breaks in a field):
 *
 * <pre>
 * variant,metric,value,source,conditions,headline
 * resnet18,accuracy,69.758,torchvision IMAGENET1K_V1,"single crop 224, ImageNet-1k only",headline
 * resnet18,params,11689512,torchvision IMAGENET1K_V1,1000 classes,
 * </pre>
 *
 * <p>The metric is its id, the value is in its unit. Lines that begin with # are comments.
 */
public final class PublishedFigures {
    private static final String HEADER = "variant,metric,value,source,conditions,headline";
    private static final String HEADLINE = "headline";

    private final Map<String, List<PublishedFigure>> byVariant = new LinkedHashMap<>();

    private PublishedFigures() {}

    /**
     * Reads a family's file: {@code PublishedFigures.read(ResNet.class.getResourceAsStream("figures.csv"))}.
     *
     * @param csv the file, in UTF-8; closed afterwards
     * @throws IllegalArgumentException if there is none, or something in it is wrong; the message names the line
     */
    public static PublishedFigures read(@Nullable InputStream csv) {
        if (csv == null) {
            throw new IllegalArgumentException("there is no file of published figures");
        }
        PublishedFigures figures = new PublishedFigures();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
            int number = 0;
            boolean begun = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (begun) {
                    figures.add(line, number);
                } else if (!line.equals(HEADER)) {
                    throw new IllegalArgumentException("figures must begin with " + HEADER + ", began with " + line);
                }
                begun = true;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return figures;
    }

    private void add(String line, int number) {
        List<String> fields = fields(line);
        try {
            if (fields.size() != 6) {
                throw new IllegalArgumentException("there must be 6 fields, were " + fields.size());
            }
            Metric metric = Arrays.stream(Metric.values())
                    .filter(known -> known.id().equals(fields.get(1)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no metric " + fields.get(1)));
            if (!fields.get(5).isEmpty() && !fields.get(5).equals(HEADLINE)) {
                throw new IllegalArgumentException("the last field must be headline or empty, was " + fields.get(5));
            }
            byVariant
                    .computeIfAbsent(fields.get(0), first -> new ArrayList<>())
                    .add(new PublishedFigure(
                            metric,
                            Double.parseDouble(fields.get(2)),
                            fields.get(3),
                            fields.get(4),
                            fields.get(5).equals(HEADLINE)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("figures, line " + number + ": " + wrong.getMessage(), wrong);
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    /** The figures of a variant, in the order of the file; none where there is none. */
    public List<PublishedFigure> of(String variant) {
        return List.copyOf(byVariant.getOrDefault(variant, List.of()));
    }

    /** The variants that the file has figures of. */
    public Set<String> variants() {
        return Set.copyOf(byVariant.keySet());
    }
}
