package dev.tradespace.devices.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.devices.catalogue.ImportedRows;
import dev.tradespace.devices.catalogue.KnownVariants;
import dev.tradespace.devices.catalogue.PublishedRow;
import dev.tradespace.devices.catalogue.RowContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchNcnnTest {
    private static final RowContext CONTEXT =
            DeviceCatalogue.builtIn().context(BenchNcnn.source(LocalDate.of(2026, 11, 29)), KnownVariants::few);
    private static final RowContext OWN = CONTEXT.of(Device.named("My Board", DeviceKind.BOARD));

    @TempDir
    private Path folder;

    @Test
    void readsTheLeastOfEachNetworkInEachOfSeveralRuns() throws IOException {
        ImportedRows read = read("""
                $ ./benchncnn 8 1 2 -1 1
                loop_count = 8
                num_threads = 1
                powersave = 2
                gpu_device = -1
                cooling_down = 1
                          squeezenet  min =   11.66  max =   11.80  avg =   11.74
                     mobilenet_int8  min =   16.06  max =   16.25  avg =   16.14
                loop_count = 4
                num_threads = 4
                powersave = 0
                gpu_device = 1
                            resnet18  min =    6.06  max =    6.25  avg =    6.14
                """);

        assertEquals(
                List.of(
                        "my-board/ncnn-fp32-1t-big squeezenet null 11.66 minimum of 8 runs",
                        "my-board/ncnn-int8-1t-big mobilenet mobilenet/v1-1.0-224 16.06 minimum of 8 runs",
                        "my-board/ncnn-gpu-fp32-4t-gpu1 resnet18 resnet/resnet18 6.06 minimum of 4 runs"),
                read.rows().stream().map(BenchNcnnTest::told).toList());
        assertEquals(1, read.problems().size(), "of three networks nothing is estimated");
    }

    @Test
    void namesLinesThatAreBrokenAndKeepsTheOthers() throws IOException {
        ImportedRows read = read("""
                num_threads = many
                squeezenet  min = nan  max = 11.80  avg = 11.74
                resnet18  min = 0.00  max = 0.00  avg = 0.00
                resnet50  min = 1
                googlenet  min = 12  max = 11  avg = 500
                mobilenet_v2  min = 9.06  max = 9.25  avg = 9.14\r
                """);

        assertEquals(
                List.of("my-board/ncnn-cpu-fp32 mobilenet_v2 mobilenet/v2-1.0 9.06 minimum"),
                read.rows().stream().map(BenchNcnnTest::told).toList());
        assertEquals(
                List.of(
                        "bench.txt line 1: num_threads cannot be many; the rows after it are read as if it were not said",
                        "bench.txt line 2: value must be a number such as 12.5, was nan",
                        "bench.txt line 3: value must be above 0, was 0.00",
                        "bench.txt line 4: must be a network with min, max and avg in milliseconds",
                        "bench.txt line 5: the mean must lie between the least and the most, was googlenet min = 12 max ="
                                + " 11 avg = 500"),
                read.problems().subList(0, 5).stream().map(Object::toString).toList());
    }

    @Test
    void saysThatAFileIsNotOfBenchncnn() throws IOException {
        assertEquals(
                "bench.txt: has no line as benchncnn prints them: squeezenet  min = 11.66  max = 11.80  avg = 11.74",
                read("hello\n").problems().get(0).toString());
        assertThrows(IllegalArgumentException.class, () -> BenchNcnn.read(folder.resolve("bench.txt"), CONTEXT));
    }

    private ImportedRows read(String text) throws IOException {
        Path file = folder.resolve("bench.txt");
        Files.writeString(file, text);
        return BenchNcnn.read(file, OWN);
    }

    private static String told(PublishedRow row) {
        return row.target().id() + " " + row.network() + " " + row.variant() + " " + row.value() + " "
                + row.statistic();
    }
}
