package dev.tradespace.core.measure;

import dev.tradespace.core.file.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a measurement: all beside the model, the target and the protocol that its cost depends on. Figures of different conditions are never
 * ranked together.
 *
 * @param machine a stable id of the machine, or {@link #UNSAID}
 * @param cpu the processor's model, or {@link #UNSAID}
 * @param runtime what ran the model, with its version: {@code onnxruntime 1.28.0}; or {@link #UNSAID}
 * @param threads compute threads in fact used; 0 for unknown
 * @param batch images in one query; 0 for unknown
 */
public record Conditions(String machine, String cpu, String runtime, int threads, int batch) {
    /** Stands for what was not recorded. */
    public static final String UNSAID = "unknown";
    /** Nothing was recorded. */
    public static final Conditions UNKNOWN = new Conditions(UNSAID, UNSAID, UNSAID, 0, 0);

    /** The facts of an environment by which the machine and the runtime are told. */
    public static final String MACHINE = "machine";

    public static final String RUNTIME = "runtime";

    /** So many digits of a digest tell what people have apart. */
    public static final int SHOWN_DIGITS = 12;

    private static final List<String> EARLIER_KEYS = List.of("onnxruntime", "deeplearning4j");

    /** The conditions that the environment of a reading tells. */
    public static Conditions of(Map<String, String> environment) {
        return new Conditions(
                environment.getOrDefault(MACHINE, UNSAID),
                environment.getOrDefault("cpu", UNSAID),
                environment.getOrDefault(RUNTIME, runtime(environment)),
                number(environment.get("threads")),
                number(environment.get("batch")));
    }

    /** Earlier readings name the runtime by its own key. */
    private static String runtime(Map<String, String> environment) {
        for (String id : EARLIER_KEYS) {
            String version = environment.get(id);
            if (version != null) {
                return id + " " + version;
            }
        }
        return UNSAID;
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** Whether the machine was recorded: without it nothing says that two measurements may be compared. */
    public boolean known() {
        return !machine.equals(UNSAID);
    }

    /** Equal for equal conditions, 12 hex digits; empty for those that are not {@link #known}, which are all kept as one. */
    public String digest() {
        if (!known()) {
            return "";
        }
        String all = String.join("\n", machine, cpu, runtime, String.valueOf(threads), String.valueOf(batch));
        return Sha256.of(all).substring(0, SHOWN_DIGITS);
    }

    /** In what these differ from others, for people: {@code 1 thread, not 2 threads}. What is unknown on one side is named, too. */
    public List<String> differences(Conditions others) {
        if (digest().equals(others.digest())) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        if (!known()) {
            differences.add("its machine is not recorded");
        } else if (others.known() && !machine.equals(others.machine)) {
            differences.add("another machine: " + machine + ", not " + others.machine);
        }
        differ(cpu, others.cpu, "processor ", differences);
        differ(runtime, others.runtime, "", differences);
        differ(counted(threads, "thread"), counted(others.threads, "thread"), "", differences);
        differ(
                batch == 0 ? UNSAID : "batch " + batch,
                others.batch == 0 ? UNSAID : "batch " + others.batch,
                "",
                differences);
        return differences;
    }

    private static void differ(String own, String other, String what, List<String> differences) {
        if (!own.equals(other) && !own.equals(UNSAID) && !other.equals(UNSAID)) {
            differences.add(what + own + ", not " + other);
        }
    }

    private static String counted(int count, String what) {
        return count == 0 ? UNSAID : count == 1 ? "1 " + what : count + " " + what + "s";
    }

    /** For people: {@code 2 threads, batch 1, onnxruntime 1.28.0, Intel Xeon, machine 0123456789ab}. */
    @Override
    public String toString() {
        return (threads == 0 ? "threads unknown" : counted(threads, "thread"))
                + (batch == 0 ? ", batch unknown" : ", batch " + batch)
                + ", " + (runtime.equals(UNSAID) ? "runtime unknown" : runtime)
                + ", " + (cpu.equals(UNSAID) ? "processor unknown" : cpu)
                + ", machine " + machine;
    }
}
