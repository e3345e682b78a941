package dev.tradespace.devices.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.catalogue.RowCollector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes rows from the files of AI Hub's models. */
final class AiHubModel {
    private static final Map<String, String> RUNTIMES = Map.of(
            "tflite", "tflite", "onnx", "onnxruntime", "qnn_dlc", "qnn", "precompiled_qnn_onnx", "onnxruntime-qnn");
    private static final Map<String, String> PRECISIONS = Map.of(
            "float", "fp32",
            "w8a8", "int8",
            "w8a16", "w8a16",
            "w8a16_mixed_int16", "w8a16-mixed",
            "w8a8_mixed_int16", "w8a8-mixed");
    /** Where a job's time stands; what older releases called it had no unit in its name. */
    private static final String TIME = "inference_time_milliseconds";

    private static final String MEMORY = "estimated_peak_memory_range_mb";

    private final RowCollector rows;
    /** A proxy device and the one that it stands for share jobs. */
    private final Set<String> jobs = new HashSet<>();

    AiHubModel(RowCollector rows) {
        this.rows = rows;
    }

    /** Takes what a file says of a model. */
    void read(AiHubDocument document, String model) {
        JsonNode precisions = document.tree().path("precisions");
        JsonNode metrics = document.tree().path("metrics");
        if (precisions.isObject()) {
            precisions.properties().forEach(precision -> precision
                    .getValue()
                    .path("components")
                    .elements()
                    .forEachRemaining(component -> component
                            .path("performance_metrics")
                            .properties()
                            .forEach(device -> device.getValue()
                                    .properties()
                                    .forEach(runtime -> job(
                                            document,
                                            model,
                                            new Place(device.getKey(), runtime.getKey(), precision.getKey()),
                                            runtime.getValue())))));
        } else if (metrics.isArray()) {
            metrics.forEach(metric -> accuracy(document, model, metric));
        } else {
            rows.refuse(document.name(), "has neither precisions nor metrics, as files of AI Hub have");
        }
    }

    /** Where a job ran, in AI Hub's names. */
    private record Place(String device, String runtime, String precision) {}

    private void job(AiHubDocument document, String model, Place place, JsonNode job) {
        String id = job.path("job_id").asText("");
        String where = document.where(id.isEmpty() ? place.device() + ":" : "job_id: " + id);
        if (!job.path("job_status").asText("Passed").equals("Passed") || (!id.isEmpty() && !jobs.add(id))) {
            return;
        }
        if (!job.has(TIME)) {
            rows.refuse(
                    where,
                    TIME + " is missing for " + place.device() + " and " + place.runtime()
                            + "; a time without its unit is not taken");
            return;
        }
        Optional<PublishedTarget> target =
                target(place, job.path("primary_compute_unit").asText("npu"), where);
        if (target.isEmpty()) {
            return;
        }
        String version = version(job.path("tool_versions"));
        rows.add(
                target.get(),
                model,
                Metric.LATENCY,
                job.path(TIME).asText(),
                "ms",
                layers(job.path("layer_counts")),
                version,
                id,
                where);
        JsonNode memory = job.path(MEMORY);
        // Some jobs report a range from 0 to 0, which is no measurement.
        if (memory.path("max").asDouble(0) != 0) {
            rows.add(
                    target.get(),
                    model,
                    Metric.MEMORY,
                    memory.path("max").asText(),
                    "MB",
                    "largest of an estimated peak of " + memory.path("min").asText() + " to "
                            + memory.path("max").asText() + " MB",
                    version,
                    id,
                    where);
        }
    }

    private void accuracy(AiHubDocument document, String model, JsonNode metric) {
        String images = metric.path("num_partial_samples").asText("");
        if (!metric.path("metric_unit").asText("").equals("%")) {
            rows.refuse(
                    document.where("metric_unit"),
                    "metric_unit must be %, was " + metric.path("metric_unit").asText("missing"));
            return;
        }
        metric.path("device_metric").properties().forEach(device -> device.getValue()
                .properties()
                .forEach(precision -> precision.getValue().properties().forEach(runtime -> {
                    String where = document.where(device.getKey());
                    target(new Place(device.getKey(), runtime.getKey(), precision.getKey()), "npu", where)
                            .ifPresent(target -> rows.add(
                                    target,
                                    model,
                                    Metric.ACCURACY,
                                    runtime.getValue().path("partial_metric").asText(""),
                                    "%",
                                    "top-1 of " + images + " images of the validation split",
                                    "",
                                    "numerics",
                                    where));
                })));
    }

    private Optional<PublishedTarget> target(Place place, String unit, String where) {
        String runtime = RUNTIMES.get(place.runtime());
        String precision = PRECISIONS.get(place.precision());
        String computeUnit = unit.toLowerCase(Locale.ROOT);
        if (runtime == null) {
            rows.refuse(where, "runtime " + place.runtime() + " is not known; known are tflite, onnx and qnn_dlc");
        }
        if (precision == null) {
            rows.refuse(
                    where,
                    "precision " + place.precision() + " is not known; known are float, w8a8, w8a16 and the"
                            + " two mixed ones");
        }
        if (!Device.isId(computeUnit)) {
            rows.refuse(where, "primary_compute_unit must be CPU, GPU or NPU, was " + unit);
        }
        if (runtime == null || precision == null || !Device.isId(computeUnit)) {
            return Optional.empty();
        }
        return rows.deviceOr(place.device(), kind(place.device()), where)
                .map(device -> PublishedTarget.of(device, runtime, computeUnit, precision, 0, 1, ""));
    }

    /** AI Hub names no kinds: phones and reference designs of phones are told by their names, and notebooks by theirs; the rest are kits. */
    private static DeviceKind kind(String device) {
        if (device.matches(".*(Galaxy|Xiaomi|Pixel|OnePlus|QRD|HDK).*")) {
            return DeviceKind.PHONE;
        }
        return device.matches(".*(CRD|Surface).*") ? DeviceKind.LAPTOP : DeviceKind.BOARD;
    }

    private static String version(JsonNode tools) {
        List<String> versions = new ArrayList<>();
        for (String tool : List.of("onnx_runtime", "tflite")) {
            if (tools.has(tool)) {
                versions.add(tools.get(tool).asText());
            }
        }
        String[] qairt = tools.path("qairt").asText("").split("\\.", -1);
        if (qairt.length > 2) {
            // The rest is the date of its build.
            versions.add("QAIRT " + qairt[0] + "." + qairt[1] + "." + qairt[2]);
        }
        return String.join(", ", versions);
    }

    /** Where layers ran, if on several units: an accelerator's fall-back is slow, and its time says little of others. */
    private static String layers(JsonNode counts) {
        List<String> units = new ArrayList<>();
        counts.properties().forEach(unit -> {
            if (!unit.getKey().equals("total")) {
                units.add(unit.getKey() + ": " + unit.getValue().asText());
            }
        });
        return units.size() > 1 ? "estimated, layers on " + String.join(", ", units) : "";
    }
}
