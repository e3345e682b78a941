package dev.tradespace.runtimes.onnxruntime;

import dev.tradespace.api.runtime.ProfiledNode;
import dev.tradespace.api.runtime.ProfiledQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The trace that ONNX Runtime writes where a session asks for a profile: one event in each line, times in whole
 * microseconds. The events of a query are its nodes in the order in which they ended, then {@code model_run}, which
 * holds them all.
 */
final class OnnxTrace {
    private static final Pattern EVENT = Pattern.compile("\\{\"cat\"\\s*:\\s*\"([^\"]*)\".*?\"dur\"\\s*:\\s*(\\d+)"
            + ".*?\"ts\"\\s*:\\s*(\\d+).*?\"name\"\\s*:\\s*\"(.*?)\",\\s*\"args\"\\s*:\\s*\\{(.*)\\}\\},?");

    private static final Pattern OPERATION = Pattern.compile("\"op_name\"\\s*:\\s*\"([^\"]*)\"");
    /** The first input or output: its type and its sizes. */
    private static final String TENSOR = "\"\\s*:\\s*\\[\\s*\\{\\s*\"([^\"]*)\"\\s*:\\s*\\[([0-9,\\s]*)\\]";

    private static final Pattern INPUT = Pattern.compile("\"input_type_shape" + TENSOR);
    private static final Pattern OUTPUT = Pattern.compile("\"output_type_shape" + TENSOR);

    private static final String KERNEL = "_kernel_time";
    private static final long NANOS_PER_MICRO = 1000;

    /** What all runs of a node have in common. */
    private record Kind(String operation, String precision, List<Integer> input, List<Integer> output) {}

    /** A node of the query that is being read. */
    private record Run(String name, Kind kind, long start, long micros) {}

    private OnnxTrace() {}

    /**
     * The last queries of a trace.
     *
     * @throws IOException if the file cannot be read, is of another form or holds fewer
     */
    static List<ProfiledQuery> last(Path file, int queries) throws IOException {
        Deque<ProfiledQuery> last = new ArrayDeque<>();
        Map<String, Kind> kinds = new HashMap<>();
        List<Run> runs = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher event = EVENT.matcher(line);
                if (!event.lookingAt()) {
                    continue;
                }
                long micros = Long.parseLong(event.group(2));
                long start = Long.parseLong(event.group(3));
                String name = event.group(4);
                if (event.group(1).equals("Node") && name.endsWith(KERNEL)) {
                    String node = name.substring(0, name.length() - KERNEL.length());
                    Kind kind = kinds.computeIfAbsent(node + runs.size(), first -> kind(event.group(5)));
                    runs.add(new Run(node, kind, start, micros));
                } else if (name.equals("model_run")) {
                    last.add(query(start, micros, runs));
                    runs.clear();
                    if (last.size() > queries) {
                        last.remove();
                    }
                }
            }
        }
        if (last.size() < queries || last.getLast().nodes().isEmpty()) {
            throw new IOException("it holds " + last.size() + " queries instead of " + queries + ", or no nodes");
        }
        return List.copyOf(last);
    }

    private static ProfiledQuery query(long start, long micros, List<Run> runs) {
        List<ProfiledNode> nodes = runs.stream()
                .map(run -> new ProfiledNode(
                        run.name(),
                        run.kind().operation(),
                        run.kind().precision(),
                        run.kind().input(),
                        run.kind().output(),
                        NANOS_PER_MICRO * Math.max(0, run.start() - start),
                        NANOS_PER_MICRO * run.micros()))
                .toList();
        return new ProfiledQuery(Math.max(1, NANOS_PER_MICRO * micros), nodes);
    }

    private static Kind kind(String arguments) {
        Matcher operation = OPERATION.matcher(arguments);
        String ran = operation.find() ? operation.group(1) : "unknown";
        Matcher input = INPUT.matcher(arguments);
        Matcher output = OUTPUT.matcher(arguments);
        boolean reads = input.find();
        boolean writes = output.find();
        String type = reads ? input.group(1) : writes ? output.group(1) : "unknown";
        return new Kind(
                ran,
                precision(ran, type),
                reads ? sizes(input.group(2)) : List.of(),
                writes ? sizes(output.group(2)) : List.of());
    }

    /** Kernels for quantised tensors have names of their own; the others compute in the type that they read. */
    private static String precision(String operation, String type) {
        if (operation.startsWith("QLinear") || operation.startsWith("QGemm") || operation.contains("Integer")) {
            return "int8";
        }
        return switch (type) {
            case "float" -> "fp32";
            case "float16" -> "fp16";
            case "int8", "uint8" -> "int8";
            default -> type;
        };
    }

    private static List<Integer> sizes(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}
