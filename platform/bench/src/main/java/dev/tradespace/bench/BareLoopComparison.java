package dev.tradespace.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.ForkedRunner;
import dev.tradespace.hardware.Profiles;
import dev.tradespace.hardware.runtime.FormatWriters;
import dev.tradespace.hardware.runtime.Runtimes;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether the product measures what a bare loop around the runtime measures: both take the same file in turn, each in a process of
 * its own, and the median of their ratios should be within 2% of one.
 */
public final class BareLoopComparison {
    private static final Path RUNTIMES = Path.of(System.getProperty("tradespace.runtimes", "target/runtimes"));
    private static final double ALLOWED = 0.02;
    private static final int ROUNDS = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path model;
    private final Target target;
    private final ForkedRunner runner;

    private BareLoopComparison(Path model, Target target, ForkedRunner runner) {
        this.model = model;
        this.target = target;
        this.runner = runner;
    }

    /**
     * Compares; exits with 1 if the medians are too far apart.
     *
     * @param arguments a variant's id or a file of the target's format, the target's id, the number of rounds; all may be left out
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String subject = arguments.length > 0 ? arguments[0] : "mobilenet/v2-1.0";
        String targetId = arguments.length > 1 ? arguments[1] : "local-cpu/ort-fp32-1t";
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
        Runtimes runtimes = Runtimes.builtIn(RUNTIMES);
        Profiles profiles = Profiles.builtIn(runtimes);
        Target target = profiles.find(targetId)
                .orElseThrow(() -> new IllegalArgumentException("there is no target " + targetId));
        Path scratch = Files.createTempDirectory("tradespace-bench-");
        Path exported = scratch.resolve(target.format().file());
        Path model = Files.isRegularFile(Path.of(subject)) ? Path.of(subject) : exported;
        if (model.equals(exported)) {
            export(subject, target, runtimes.writers(), exported);
        }
        boolean close;
        try {
            close = new BareLoopComparison(model, target, new ForkedRunner(profiles, Map.of(), InstantSource.system()))
                    .compare(subject, rounds);
        } finally {
            Files.deleteIfExists(exported);
            Files.deleteIfExists(scratch);
        }
        System.exit(close ? 0 : 1);
    }

    private static void export(String variant, Target target, FormatWriters writers, Path file) throws IOException {
        Catalogue catalogue = Catalogue.load(BareLoopComparison.class.getClassLoader(), List.of());
        Architecture architecture = catalogue.build(catalogue.model(variant)).architecture();
        writers.write(
                target.format(),
                new FormatWriters.Request(architecture, null, "random:7", target.precision(), null, file, Map.of()));
    }

    /** The program that runs the loop. */
    private static Class<?> loop(Target target) {
        return switch (target.runtime()) {
            case "onnxruntime" -> BareLoop.class;
            case "tflite" -> TfliteBareLoop.class;
            case "opencv" -> BareOpenCvLoop.class;
            default ->
                throw new IllegalArgumentException(
                        "there are bare loops for onnxruntime, tflite and opencv, none for " + target.runtime());
        };
    }

    private boolean compare(String subject, int rounds) throws IOException, InterruptedException {
        System.out.printf("%s on %s, %d rounds of %s in turn%n", subject, target.id(), rounds, Protocol.QUICK.id());
        double[] ratios = new double[rounds];
        double bestProduct = Double.MAX_VALUE;
        double bestBare = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            // Who comes first changes with every round, so that neither always meets the warmer machine.
            boolean productFirst = round % 2 == 0;
            double early = productFirst ? product() : bare();
            double late = productFirst ? bare() : product();
            double product = productFirst ? early : late;
            double bare = productFirst ? late : early;
            ratios[round] = product / bare;
            bestProduct = Math.min(bestProduct, product);
            bestBare = Math.min(bestBare, bare);
            System.out.printf(
                    "round %2d: product %8.3f ms, bare loop %8.3f ms, ratio %.4f%n",
                    round + 1, product, bare, ratios[round]);
        }
        Arrays.sort(ratios);
        double median = (ratios[(rounds - 1) / 2] + ratios[rounds / 2]) / 2;
        boolean close = Math.abs(median - 1) <= ALLOWED;
        System.out.printf(
                "median ratio %.4f, middle half %.4f to %.4f, all %.4f to %.4f: %s%n",
                median,
                ratios[rounds / 4],
                ratios[rounds - 1 - rounds / 4],
                ratios[0],
                ratios[rounds - 1],
                close ? "within 2%" : "NOT within 2%");
        // On a busy machine the quietest rounds say more than the spread does.
        System.out.printf(
                "quietest rounds: product %.3f ms, bare loop %.3f ms, ratio %.4f%n",
                bestProduct, bestBare, bestProduct / bestBare);
        return close;
    }

    /** The median in milliseconds. */
    private double product() {
        Outcome outcome = runner.measure(model, target, Protocol.QUICK);
        if (outcome instanceof Outcome.Completed completed) {
            if (completed.reading().noisy()) {
                System.out.println("  " + String.join(", ", completed.reading().disturbances()));
            }
            return Objects.requireNonNull(completed.reading().timing())
                    .summary()
                    .p50();
        }
        throw new IllegalStateException("the product did not measure: " + outcome);
    }

    /** The median in milliseconds. */
    private double bare() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                loop(target).getName(),
                model.toString(),
                String.valueOf(target.threads()),
                String.valueOf(Protocol.QUICK.queries()),
                String.valueOf(Protocol.QUICK.duration().toMillis())));
        String classPath = System.getProperty("java.class.path");
        if (target.runtime().equals("opencv")) {
            sizes().forEach(size -> command.add(String.valueOf(size)));
            // Its native libraries are among the runtime's own jars.
            classPath +=
                    File.pathSeparator + RUNTIMES.resolve("tradespace-opencv").toAbsolutePath() + "/*";
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().put("OMP_NUM_THREADS", String.valueOf(target.threads()));
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output = process.inputReader()) {
            double median = output.lines()
                            .filter(line -> line.startsWith(BareLoop.ANSWER))
                            .mapToLong(line -> Long.parseLong(line.substring(BareLoop.ANSWER.length())))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("the bare loop gave no median"))
                    / NANOS_PER_MILLI;
            process.waitFor();
            return median;
        }
    }

    /** The sizes of the model's input, which OpenCV does not tell, for one image. */
    private List<Long> sizes() throws IOException {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString())) {
            NodeInfo input = session.getInputInfo().values().iterator().next();
            List<Long> sizes = new ArrayList<>();
            for (long size : ((TensorInfo) input.getInfo()).getShape()) {
                sizes.add(Math.max(1, size));
            }
            return sizes;
        } catch (OrtException unreadable) {
            throw new IOException("the sizes of its input cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
