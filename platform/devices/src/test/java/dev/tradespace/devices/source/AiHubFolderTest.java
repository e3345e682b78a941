package dev.tradespace.devices.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.ImportedRows;
import dev.tradespace.devices.catalogue.KnownVariants;
import dev.tradespace.devices.catalogue.RowContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AiHubFolderTest {
    private static final RowContext CONTEXT = DeviceCatalogue.builtIn()
            .context(AiHubFolder.source(LocalDate.of(2026, 11, 29), "v0.48.0"), KnownVariants::few);
    private static final String PERF = """
            supported_devices:
            - Samsung Galaxy S24
            precisions:
              float:
                components:
                  ResNet18:
                    performance_metrics:
            %s
            """;

    @TempDir
    private Path folder;

    @Test
    void readsTimeMemoryAndAccuracyOfAModel() throws IOException {
        Files.createDirectory(folder.resolve("resnet18"));
        write("resnet18/perf.yaml", PERF.formatted(device("Samsung Galaxy S24", "jp1", "0.594")));
        write("resnet18/numerics.yaml", """
                metrics:
                - metric_unit: '%'
                  num_partial_samples: 1000
                  device_metric:
                    Samsung Galaxy S25:
                      w8a8:
                        onnx:
                          partial_metric: 69.1
                """);

        ImportedRows read = AiHubFolder.read(folder, CONTEXT);

        assertEquals(
                List.of(
                        "galaxy-s24/tflite-npu-fp32 resnet/resnet18 latency 0.594 jp1",
                        "galaxy-s24/tflite-npu-fp32 resnet/resnet18 memory 5.6E7 jp1",
                        "galaxy-s25/ort-npu-int8 resnet/resnet18 accuracy 69.1 numerics"),
                told(read));
        assertEquals("2.17.0, QAIRT 2.43.0", read.rows().get(0).version());
        assertEquals("v0.48.0", read.rows().get(0).source().commit());
    }

    @Test
    void takesAJobOnceAndDevicesThatAreNew() throws IOException {
        write(
                "resnet18.perf.yaml",
                PERF.formatted(device("SA7255P ADP", "jp1", "2.7")
                        + device("QCS8275 (Proxy)", "jp1", "2.7")
                        + device("Samsung Galaxy S99", "jp2", "0.1")));

        ImportedRows read = AiHubFolder.read(folder, CONTEXT);

        assertEquals(
                List.of("sa7255p-adp", "samsung-galaxy-s99"),
                read.rows().stream()
                        .map(row -> row.target().device())
                        .distinct()
                        .toList());
        assertEquals(
                List.of("samsung-galaxy-s99"),
                read.devices().stream().map(Device::id).toList());
    }

    @Test
    void namesFileAndLineOfWhatIsWrong() throws IOException {
        write(
                "resnet18.perf.yaml",
                PERF.formatted(device("Samsung Galaxy S24", "jp1", "-1")
                        + device("Samsung Galaxy S25", "jp2", "0.000001")
                        + device("SA8295P ADP", "jp3", "1.5")
                                .replace("inference_time_milliseconds: 1.5", "inference_time: 1500")));

        List<String> problems = AiHubFolder.read(folder, CONTEXT).problems().stream()
                .map(Problem::toString)
                .toList();

        assertEquals("resnet18.perf.yaml line 10: value must be above 0, was -1", problems.get(0));
        assertTrue(problems.get(1).startsWith("resnet18.perf.yaml line 23: 1 ns is no latency"), problems.get(1));
        assertEquals(
                "resnet18.perf.yaml line 36: inference_time_milliseconds is missing for SA8295P ADP and tflite; a time"
                        + " without its unit is not taken",
                problems.get(2));
    }

    @Test
    void refusesAliasesThatGrowAndFilesThatAreNoYamlAndReadsTheOthers() throws IOException {
        write("a.perf.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");
        write("b.perf.yaml", "precisions: [\n");
        Files.write(folder.resolve("c.perf.yaml"), "pr\u00e9cisions: 1\n".getBytes(StandardCharsets.ISO_8859_1));
        write("resnet18.perf.yaml", PERF.formatted(device("Samsung Galaxy S24", "jp1", "0.594")));

        ImportedRows read = AiHubFolder.read(folder, CONTEXT);
        String problems = read.problems().toString();

        assertEquals(2, read.rows().size());
        assertEquals(
                "a.perf.yaml: line 1, column 4: an anchor is not allowed, was &a; nothing of the file was read, and 5 more"
                        + " are wrong",
                read.problems().get(0).toString(),
                "one sentence for a file");
        assertTrue(problems.contains("b.perf.yaml: "), problems);
        assertTrue(problems.contains("is not UTF-8"), problems);
    }

    @Test
    void namesTheFolderOfAFileThatCannotBeRead() throws IOException {
        Files.createDirectories(folder.resolve("resnet18/perf.yaml"));

        assertEquals(
                "resnet18/perf.yaml: is no file",
                AiHubFolder.read(folder, CONTEXT).problems().get(0).toString());
    }

    @Test
    void saysThatAFolderHoldsNothing() throws IOException {
        assertTrue(
                AiHubFolder.read(folder, CONTEXT).problems().get(0).message().startsWith("holds no perf.yaml"),
                "an empty folder");
        assertEquals(
                "is not there: name a folder of AI Hub's models",
                AiHubFolder.read(folder.resolve("none"), CONTEXT)
                        .problems()
                        .get(0)
                        .message());
        write("file", "");
        assertEquals(
                "is no folder",
                AiHubFolder.read(folder.resolve("file"), CONTEXT)
                        .problems()
                        .get(0)
                        .message());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String device(String device, String job, String millis) {
        return """
                          %s:
                            tflite:
                              job_id: %s
                              job_status: Passed
                              inference_time_milliseconds: %s
                              estimated_peak_memory_range_mb:
                                min: 0
                                max: 56
                              primary_compute_unit: NPU
                              layer_counts:
                                total: 71
                                npu: 71
                              tool_versions: {qairt: 2.43.0.260127150333_193827, tflite: 2.17.0}
                """.formatted(device, job, millis);
    }

    private static List<String> told(ImportedRows read) {
        return read.rows().stream()
                .map(row -> row.target().id() + " " + row.variant() + " "
                        + row.metric().id() + " " + row.value() + " " + row.locator())
                .toList();
    }
}
