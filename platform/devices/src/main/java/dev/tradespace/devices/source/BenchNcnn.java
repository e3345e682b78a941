package dev.tradespace.devices.source;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.ImportedRows;
import dev.tradespace.devices.catalogue.InputFile;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.catalogue.RowCollector;
import dev.tradespace.devices.catalogue.RowContext;
import dev.tradespace.devices.catalogue.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ncnn's {@code benchncnn} prints: settings such as {@code num_threads = 4}, and for each network {@code squeezenet  min = 11.66  max = 11.80  avg =
 * 11.74} in milliseconds. Several runs may follow one another. Other lines are what a terminal prints besides, and are passed over.
 */
public final class BenchNcnn {
    /** Of a network's figures the least is taken: the others hold what else the device did. */
    private static final Pattern FIGURES =
            Pattern.compile("\\s*(\\S+)\\s+min\\s*=\\s*(\\S*)\\s+max\\s*=\\s*(\\S*)\\s+avg\\s*=\\s*(\\S*)\\s*");

    private static final Pattern BROKEN = Pattern.compile(".*\\b(min|avg)\\s*=.*");
    private static final Pattern SETTING =
            Pattern.compile("\\s*(loop_count|num_threads|powersave|gpu_device)\\s*=\\s*(\\S+)\\s*");
    private static final Pattern FIGURE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,6}");
    private static final String EIGHT_BITS = "_int8";
    private static final int MOST_THREADS = 4096;

    private final String name;
    private final Device device;
    private final RowCollector rows;
    private int loops;
    private int threads;
    private int powersave;
    private int gpu = -1;

    private BenchNcnn(String name, Device device, RowCollector rows) {
        this.name = name;
        this.device = device;
        this.rows = rows;
    }

    /** The source of rows that a user measured. */
    public static Source source(LocalDate date) {
        return new Source(
                "ncnn",
                "benchncnn, run by the user",
                "https://github.com/Tencent/ncnn/tree/master/benchmark",
                "",
                "the user's own",
                date,
                "minimum of as many runs as each row says",
                "Empty weights; fp32 models, computed in half precision where the unit can.");
    }

    /**
     * Reads a file.
     *
     * @param context whose device the figures are of
     * @return the good rows, and everything that is wrong with the others
     * @throws IllegalArgumentException if the context has no device
     */
    public static ImportedRows read(Path file, RowContext context) {
        Device device = context.own()
                .orElseThrow(() -> new IllegalArgumentException("benchncnn does not print the device's name"));
        RowCollector rows = new RowCollector(context);
        List<Problem> unread = new ArrayList<>();
        InputFile.read(file, unread, bytes -> new BenchNcnn(InputFile.name(file), device, rows).read(bytes));
        unread.forEach(problem -> rows.refuse(problem.path(), problem.message()));
        return rows.finish();
    }

    private void read(InputStream bytes) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        boolean found = false;
        int number = 0;
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (number == 1 && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            String where = name + " line " + number;
            Matcher setting = SETTING.matcher(line);
            Matcher figures = FIGURES.matcher(line);
            if (setting.matches()) {
                set(setting.group(1), setting.group(2), where);
            } else if (figures.matches()) {
                found = true;
                if (inOrder(figures.group(2), figures.group(4), figures.group(3))) {
                    take(figures.group(1), figures.group(2), where);
                } else {
                    rows.refuse(
                            where,
                            "the mean must lie between the least and the most, was "
                                    + line.strip().replaceAll("\\s+", " "));
                }
            } else if (BROKEN.matcher(line).matches()) {
                rows.refuse(where, "must be a network with min, max and avg in milliseconds");
            }
        }
        if (!found) {
            rows.refuse(
                    name, "has no line as benchncnn prints them: squeezenet  min = 11.66  max = 11.80  avg = 11.74");
        }
    }

    /** Whether figures rise; of what is no number that is said when it is taken. */
    private static boolean inOrder(String least, String mean, String most) {
        return Stream.of(least, mean, most)
                        .anyMatch(text -> !FIGURE.matcher(text).matches())
                || (Double.parseDouble(least) <= Double.parseDouble(mean)
                        && Double.parseDouble(mean) <= Double.parseDouble(most));
    }

    private void set(String key, String text, String where) {
        int value = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : Integer.MIN_VALUE;
        boolean right =
                switch (key) {
                    case "loop_count" -> value >= 1;
                    case "num_threads" -> value >= 1 && value <= MOST_THREADS;
                    case "powersave" -> value >= 0 && value <= 2;
                    default -> value >= -1;
                };
        if (!right) {
            rows.refuse(where, key + " cannot be " + text + "; the rows after it are read as if it were not said");
            value = key.equals("gpu_device") ? -1 : 0;
        }
        switch (key) {
            case "loop_count" -> loops = value;
            case "num_threads" -> threads = value;
            case "powersave" -> powersave = value;
            default -> gpu = value;
        }
    }

    private void take(String printed, String least, String where) {
        boolean int8 = printed.endsWith(EIGHT_BITS);
        String network = int8 ? printed.substring(0, printed.length() - EIGHT_BITS.length()) : printed;
        PublishedTarget target = PublishedTarget.of(
                device, "ncnn", gpu < 0 ? PublishedTarget.CPU : "gpu", int8 ? "int8" : "fp32", threads, 1, setting());
        rows.add(
                target,
                network,
                Metric.LATENCY,
                least,
                "ms",
                loops == 0 ? "minimum" : "minimum of " + loops + " runs",
                "",
                where,
                where);
    }

    /** As {@code set_cpu_powersave} has it: 1 for the little cores only, 2 for the big ones. */
    private String setting() {
        if (gpu >= 0) {
            return gpu == 0 ? "" : "gpu" + gpu;
        }
        return powersave == 1 ? "little" : powersave == 2 ? "big" : "";
    }
}
