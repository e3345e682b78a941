package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The ways of published figures into the home. */
class ImportRowsTest extends DeviceHome {
    @Test
    void importsEachSourcesOwnFormat() throws IOException {
        Ran ncnn = run("import", "benchncnn", "--device", "My Board", file("bench.txt", """
                loop_count = 8
                num_threads = 1
                powersave = 0
                gpu_device = -1
                        resnet18  min =  150.00  max =  151.00  avg =  150.50
                    mobilenet_v2  min =   40.00  max =   41.00  avg =   40.50
                """));
        assertEquals(CommandFailure.FAILED, ncnn.exitCode(), "of two networks nothing is estimated");
        assertTrue(ncnn.out().startsWith("2 rows of 1 device taken in, 2 of variants here; "), ncnn.out());
        assertEquals(40, latency(TARGET, "mobilenet/v2-1.0").path("value").asDouble());

        Path model = Files.createDirectory(files.resolve("resnet18"));
        Files.writeString(model.resolve("perf.yaml"), """
                precisions:
                  float:
                    components:
                      ResNet18:
                        performance_metrics:
                          Samsung Galaxy S99:
                            tflite:
                              job_id: jp1
                              job_status: Passed
                              inference_time_milliseconds: 0.6
                              primary_compute_unit: NPU
                """);
        Ran hub = run("import", "ai-hub", files.toString(), "--release", "v9.9");
        assertTrue(hub.out().startsWith("1 row of 1 device taken in, 1 of variants here"), hub.out() + hub.err());
        JsonNode phone = latency("samsung-galaxy-s99/tflite-npu-fp32", "resnet/resnet18");
        assertEquals(0.6, phone.path("value").asDouble());
        assertTrue(phone.path("source").asText().contains("commit v9.9, BSD-3-Clause"), phone.toString());

        Ran csv = run(
                "import",
                "csv",
                "--source",
                "lab",
                "--title",
                "Lab figures",
                "--licence",
                "CC-BY-4.0",
                "--commit",
                "abc",
                "--url",
                "https://example.org",
                file("lab.csv", """
                        device,kind,network,runtime,compute_unit,value,unit
                        Lab Box,server,resnet/resnet50,onnxruntime,gpu,1.5,ms
                        """));
        assertTrue(csv.out().startsWith("1 row of 1 device taken in, 1 of variants here"), csv.out() + csv.err());
        String source = latency("lab-box/ort-gpu-fp32", "resnet/resnet50")
                .path("source")
                .asText();
        assertTrue(source.startsWith("Lab figures, commit abc, CC-BY-4.0, "), source);
        assertTrue(run("list", "devices", "--kind", "server").out().contains("lab-box"));
    }

    @Test
    void tellsWhatContradictsTheCatalogueAndTheRowOfTheUserStands() throws IOException {
        Ran ran = run(
                "device",
                "new",
                "raspberry-pi-5",
                "--from",
                file("rows.csv", HEADER + "mobilenet/v2-1.0,ncnn,4,700,ms\n"));

        assertTrue(
                ran.err()
                        .contains("latency of mobilenet/v2-1.0 on raspberry-pi-5/ncnn-fp32-4t is more than 2 times from"
                                + " what another file says; the newer source stands, 700 ms"),
                ran.err());
        assertEquals(
                700,
                latency("raspberry-pi-5/ncnn-fp32-4t", "mobilenet/v2-1.0")
                        .path("value")
                        .asDouble());
    }

    @Test
    void rowsOfTwoFilesKeepTheirOwnSource() throws IOException {
        String header = "device,kind,network,runtime,value,unit\n";
        run("import", "csv", file("First rows.csv", header + "Box One,board,resnet/resnet18,ncnn,150,ms\n"));
        run("import", "csv", file("second.csv", header + "Box Two,board,resnet/resnet18,ncnn,150,ms\n"));

        for (String[] each : new String[][] {{"box-one", "First rows.csv"}, {"box-two", "second.csv"}}) {
            String source = latency(each[0] + "/ncnn-cpu-fp32", "resnet/resnet18")
                    .path("source")
                    .asText();
            assertTrue(source.startsWith("imported from " + each[1]), source);
        }
    }

    @Test
    void twoImportsAtOnceBothStay() throws IOException {
        String one = file("one.csv", FIVE);
        String other = file("other.csv", FIVE);

        CompletableFuture<Ran> first =
                CompletableFuture.supplyAsync(() -> run("device", "new", "board-one", "--from", one));
        CompletableFuture<Ran> second =
                CompletableFuture.supplyAsync(() -> run("device", "new", "board-other", "--from", other));

        assertEquals(0, first.join().exitCode(), first.join().err());
        assertEquals(0, second.join().exitCode(), second.join().err());
        for (String device : List.of("board-one", "board-other")) {
            assertEquals(
                    5,
                    run("device", "show", device, "--json").json().path("rows").asInt(),
                    device);
        }
    }

    @Test
    void blamesTheHomeThatCannotBeWritten() throws IOException {
        Path unwritable = Files.createFile(home.resolve("file")).resolve("home");
        Ran ran = runAt(unwritable, "device", "new", "my-board", "--from", file("rows.csv", FIVE));

        assertEquals(CommandFailure.FAILED, ran.exitCode(), ran.err());
        assertEquals(
                "tradespace: the home " + unwritable + " cannot be written: Not a directory;"
                        + " set TRADESPACE_HOME to a folder that can be written",
                ran.err().strip());
        assertEquals("", ran.out());

        Files.createFile(home.resolve("devices"));
        Ran taken = board(FIVE);
        assertEquals(CommandFailure.FAILED, taken.exitCode(), taken.err());
        assertEquals(
                "tradespace: the rows cannot be kept in " + home.resolve("devices") + ": Not a directory",
                taken.err().strip());
    }
}
