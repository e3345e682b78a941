package dev.tradespace.devices.catalogue;

import java.util.Locale;
import java.util.Map;

/**
 * A device with the configuration under which something was published for it.
 *
 * @param id {@code device/name}: {@code raspberry-pi-5/ncnn-fp32-4t}, {@code galaxy-s24/tflite-npu-fp32}, {@code rtx-4090/torch-gpu-amp-b1024}. Runtime, compute
 *     unit, precision, threads, batch and setting in this order; without the processor where threads are named, and without what is not said or 1
 * @param device the device's id
 * @param runtime what ran the model, without its version: {@code onnxruntime}, {@code ncnn}, {@code tflite}
 * @param computeUnit where it ran, or where most of its layers did: {@code cpu}, {@code gpu}, {@code npu}
 * @param precision {@code fp32} for a model that was given in floating point, whatever the unit computes in; {@code int8} for weights and activations of
 *     eight bits; {@code w8a16} for activations of sixteen
 * @param threads of the processor; 0 where they were not said
 * @param batch images in one query, at least 1
 * @param setting what else tells it from its neighbours, kebab-case: {@code big} for the fast cores only, {@code little} for the slow ones, {@code
 *     overclocked}; empty for nothing
 * @param title for people: {@code Raspberry Pi 5, ncnn fp32, 4 threads}
 */
public record PublishedTarget(
        String id,
        String device,
        String runtime,
        String computeUnit,
        String precision,
        int threads,
        int batch,
        String setting,
        String title) {
    /** The processor, which an id does not name where it names threads. */
    public static final String CPU = "cpu";

    private static final Map<String, String> SHORT = Map.of("onnxruntime", "ort");
    private static final Map<String, String> TITLES =
            Map.of("onnxruntime", "ONNX Runtime", "tflite", "TensorFlow Lite", "torch", "PyTorch", "coreml", "Core ML");

    public PublishedTarget {
        require("device", device);
        require("runtime", runtime);
        require("computeUnit", computeUnit);
        require("precision", precision);
        if (!setting.isEmpty()) {
            require("setting", setting);
        }
        if (threads < 0 || batch < 1) {
            throw new IllegalArgumentException("threads must be at least 0 and batch at least 1");
        }
    }

    private static void require(String what, String text) {
        if (!Device.isId(text)) {
            throw new IllegalArgumentException(what + " must be kebab-case, was " + text);
        }
    }

    /** A target with the title that its parts make. */
    public static PublishedTarget of(
            Device device,
            String runtime,
            String computeUnit,
            String precision,
            int threads,
            int batch,
            String setting) {
        StringBuilder title = new StringBuilder(device.name())
                .append(", ")
                .append(TITLES.getOrDefault(runtime, runtime))
                .append(' ')
                .append(precision);
        if (!computeUnit.equals(CPU)) {
            title.append(" on the ").append(computeUnit.toUpperCase(Locale.ROOT));
        }
        if (threads > 0) {
            title.append(threads == 1 ? ", 1 thread" : ", " + threads + " threads");
        }
        if (batch > 1) {
            title.append(", batch ").append(batch);
        }
        if (!setting.isEmpty()) {
            title.append(", ").append(setting.replace('-', ' '));
        }
        return new PublishedTarget(
                id(device.id(), runtime, computeUnit, precision, threads, batch, setting),
                device.id(),
                runtime,
                computeUnit,
                precision,
                threads,
                batch,
                setting,
                title.toString());
    }

    private static String id(
            String device,
            String runtime,
            String computeUnit,
            String precision,
            int threads,
            int batch,
            String setting) {
        StringBuilder id = new StringBuilder(device).append('/').append(SHORT.getOrDefault(runtime, runtime));
        if (!computeUnit.equals(CPU) || threads == 0) {
            id.append('-').append(computeUnit);
        }
        id.append('-').append(precision);
        if (threads > 0) {
            id.append('-').append(threads).append('t');
        }
        if (batch > 1) {
            id.append("-b").append(batch);
        }
        if (!setting.isEmpty()) {
            id.append('-').append(setting);
        }
        return id.toString();
    }
}
