package dev.tradespace.devices.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsCsvTest {
    private static final Source OWN =
            new Source("own", "own figures", "", "", "the user's own", LocalDate.of(2026, 11, 29), "median", "");
    private static final String HEADER = "network,runtime,value,unit\n";

    @TempDir
    private Path folder;

    private RowContext context;

    @BeforeEach
    void knowTheCatalogue() {
        context = DeviceCatalogue.builtIn()
                .context(OWN, KnownVariants::few)
                .of(Device.named("My Board", DeviceKind.BOARD));
    }

    @Test
    void readsTheRowsOfAUsersOwnDevice() throws IOException {
        ImportedRows read = read("""
                network,runtime,precision,threads,value,unit,metric
                mobilenet/v2-1.0,ncnn,int8,4,12.5,ms,
                resnet/resnet18,ncnn,int8,4,31000,us,latency
                resnet/resnet18,ncnn,int8,4,20,MB,memory
                """);

        assertEquals(3, read.rows().size());
        PublishedRow row = read.rows().get(1);
        assertEquals("my-board/ncnn-int8-4t", row.target().id());
        assertEquals("resnet/resnet18", row.variant());
        assertEquals(Match.EXACT, row.match());
        assertEquals(31.0, row.value());
        assertEquals(20e6, read.rows().get(2).value());
        assertEquals(
                List.of("My Board"), read.devices().stream().map(Device::name).toList());
        assertEquals(
                List.of("my-board has latencies of 2 networks here, too few to estimate others from; 5 are needed, and"
                        + " the rows stay"),
                messages(read));
    }

    @Test
    void saysWhatIsWrongWithEachRowAndKeepsTheOthers() throws IOException {
        ImportedRows read = read("""
                network,runtime,value,unit,metric,threads
                mobilenet/v2-1.0,ncnn,12.5,,latency,1
                mobilenet/v2-1.0,ncnn,80,fps,latency,1
                mobilenet/v2-1.0,ncnn,-3,ms,latency,1
                resnet/resnet152,ncnn,0.001,ms,latency,1
                mobilenet/v2-1.0,ncnn,NaN,ms,latency,1
                mobilenet/v2-1.0,ncnn,"12,5",ms,latency,1
                mobilenet/v2-1.0,,12.5,ms,latency,1
                mobilenet/v9,ncnn,12.5,ms,latency,1
                mobilenet/v2-1.0,ncnn,12.5,ms,speed,1
                mobilenet/v2-1.0,ncnn,12.5,ms,latency,two
                mobilenet/v2-1.0,ncnn,12.5,kg,latency,1
                mobilenet/v2-1.0,ncnn,12.5,ms,latency
                mobilenet/v2-1.0,ncnn,12.5,ms,latency,1
                """);

        assertEquals(1, read.rows().size(), "the last row is right");
        assertEquals(
                List.of(
                        "rows.csv line 2: the unit is missing; latency is in ms, us or s",
                        "rows.csv line 3: fps is a throughput and the row says latency; write the metric throughput,"
                                + " for queries that overlap have a latency above 1/throughput",
                        "rows.csv line 4: value must be above 0, was -3",
                        "rows.csv line 5: 1 us for 11.5 G multiply-accumulates is 1.2e+16 of them per second, and a"
                                + " device does 1e+05 to 1e+15: is the unit right?",
                        "rows.csv line 6: value must be a number such as 12.5, was NaN",
                        "rows.csv line 7: value must be a number such as 12.5, was 12,5",
                        "rows.csv line 8: runtime must be lower-case words with hyphens, such as ncnn, was empty",
                        "rows.csv line 9: there is no variant mobilenet/v9; list variants names those that there are",
                        "rows.csv line 10: metric must be one of accuracy, latency, throughput, memory, energy, params, macs, modelSize,"
                                + " was speed",
                        "rows.csv line 11: threads must be a whole number from 1 to 4096, was two",
                        "rows.csv line 12: the unit kg is not one of latency; latency is in ms, us or s",
                        "rows.csv line 13: has 5 cells where the header has 6"),
                read.problems().subList(0, 12).stream().map(Problem::toString).toList());
    }

    @Test
    void readsEveryUnitOfAMetric() throws IOException {
        ImportedRows read = read("""
                network,runtime,metric,value,unit,setting
                resnet/resnet18,ncnn,latency,.031,s,a
                resnet/resnet18,ncnn,latency,31000,\u00b5s,b
                resnet/resnet18,ncnn,memory,512,KiB,a
                resnet/resnet18,ncnn,memory,0.5,MB,b
                resnet/resnet18,ncnn,energy,2500,uJ,a
                resnet/resnet18,ncnn,energy,2.5,mJ,b
                resnet/resnet18,ncnn,throughput,30,images/s,a
                resnet/resnet18,ncnn,throughput,30,1/s,b
                resnet/resnet18,ncnn,accuracy,69.76,%,a
                """);

        List<Double> expected = List.of(31.0, 31.0, 524_288.0, 500_000.0, 0.0025, 0.0025, 30.0, 30.0, 69.76);
        assertEquals(expected.size(), read.rows().size(), () -> messages(read).toString());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), read.rows().get(i).value(), 1e-9 * expected.get(i));
        }
    }

    @Test
    void refusesWhatNoMetricCanBe() throws IOException {
        ImportedRows read = read("""
                network,runtime,metric,value,unit
                resnet/resnet18,ncnn,accuracy,169.76,%
                resnet/resnet18,ncnn,params,11.7,1
                resnet/resnet18,ncnn,memory,3,B
                resnet/resnet18,ncnn,latency,1e300,s
                """);

        assertEquals(List.of(), read.rows());
        assertEquals(
                List.of(
                        "rows.csv line 2: 169.76% is no accuracy of a device: it lies between 0.00% and 100.00%",
                        "rows.csv line 3: params is counted on the graph and not read",
                        "rows.csv line 4: 3 B is no memory of a device: it lies between 100 B and 1 TB"),
                messages(read).subList(0, 3));
    }

    @Test
    void takesNeitherOfTwoRowsThatContradictEachOther() throws IOException {
        ImportedRows read = read(HEADER + """
                mobilenet/v2-1.0,ncnn,12.5,ms
                resnet/resnet18,ncnn,30,ms
                mobilenet/v2-1.0,ncnn,30,ms
                resnet/resnet18,ncnn,31,ms
                """);

        assertEquals(
                List.of("resnet/resnet18"),
                read.rows().stream().map(PublishedRow::network).toList());
        assertEquals(30, read.rows().get(0).value());
        assertEquals(
                List.of(
                        "rows.csv line 4: contradicts an earlier row by a factor of 2.4, so neither is taken: latency of"
                                + " mobilenet/v2-1.0 on my-board/ncnn-cpu-fp32 is 30 ms here and 12.5 ms at rows.csv"
                                + " line 2",
                        "rows.csv line 5: tells again what an earlier row told, which stays: latency of resnet/resnet18 on"
                                + " my-board/ncnn-cpu-fp32 is 31 ms here and 30 ms at rows.csv line 3"),
                read.problems().subList(0, 2).stream().map(Problem::toString).toList());
    }

    @Test
    void takesThreeSpellingsForOneDeviceAndSaysSo() throws IOException {
        ImportedRows read = read("""
                device,network,runtime,value,unit,threads
                Raspberry Pi 5,mobilenet/v2-1.0,ort,12.5,ms,4
                raspberry_pi_5,resnet/resnet18,ort,30,ms,4
                RaspberryPi5,resnet/resnet50,ort,80,ms,4
                """);

        assertEquals(
                List.of("raspberry-pi-5/ort-fp32-4t"),
                read.rows().stream().map(row -> row.target().id()).distinct().toList());
        assertEquals(List.of(), read.devices(), "it is in the catalogue");
        assertTrue(
                messages(read)
                        .contains(
                                "rows.csv line 4: 3 spellings are taken for one device, raspberry-pi-5: Raspberry Pi 5,"
                                        + " raspberry_pi_5, RaspberryPi5"),
                () -> messages(read).toString());
    }

    @Test
    void addsADeviceOnlyOfAKnownKind() throws IOException {
        ImportedRows read = read("""
                device,kind,network,runtime,value,unit
                Fairphone 6,phone,mobilenet/v2-1.0,tflite,12.5,ms
                Fairphone 7,,mobilenet/v2-1.0,tflite,12.5,ms
                FAIRPHONE-6,,resnet/resnet18,tflite,40,ms
                """);

        assertEquals(2, read.rows().size());
        assertEquals(
                List.of("fairphone-6"), read.devices().stream().map(Device::id).toList());
        assertTrue(
                messages(read).get(0).startsWith("rows.csv line 3: device Fairphone 7 is not in the catalogue"),
                () -> messages(read).toString());
    }

    @Test
    void readsAByteOrderMarkWindowsLineEndsAndQuotes() throws IOException {
        ImportedRows read = read("\uFEFF" + """
                network,runtime,value,unit,locator
                "mobilenet/v2-1.0",ncnn," 12.5 ",ms,"page 3, ""run""
                2"
                resnet/resnet18,ncnn,x,ms,
                """.replace("\n", "\r\n"));

        assertEquals(12.5, read.rows().get(0).value());
        assertEquals("page 3, \"run\"\r\n2", read.rows().get(0).locator());
        assertEquals(
                "rows.csv line 4: value must be a number such as 12.5, was x",
                messages(read).get(0),
                "a quoted line end counts as a line");
    }

    @Test
    void readsNothingOfAFileThatIsTooLarge() throws IOException {
        Path file = folder.resolve("huge.csv");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(100L << 20);
        }

        ImportedRows read = RowsCsv.read(file, context);

        assertEquals(
                List.of("huge.csv: is 100 MiB large and was not read; a table of published figures has at most 16 MiB"),
                messages(read));
    }

    @Test
    void skipsRowsThatAreNotUtf8() throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.write(
                file,
                (HEADER + "mobilenet/v2-1.0,ncnn,12.5,ms\nresnet/\u00e9,ncnn,12.5,ms\n")
                        .getBytes(StandardCharsets.ISO_8859_1));

        ImportedRows read = RowsCsv.read(file, context);

        assertEquals(1, read.rows().size());
        assertEquals("rows.csv line 3: is not UTF-8", messages(read).get(0));
    }

    @Test
    void saysWhichColumnsAreMissingOrUnknown() throws IOException {
        assertEquals(
                List.of(
                        "rows.csv line 1: column latency is unknown; known are device, kind, runtime, compute_unit,"
                                + " precision, threads, batch, setting, network, metric, value, unit, statistic, version,"
                                + " locator",
                        "rows.csv line 1: there is no column runtime; there are network, latency",
                        "rows.csv line 1: there is no column value; there are network, latency",
                        "rows.csv line 1: there is no column unit; there are network, latency"),
                messages(read("network,latency\nmobilenet/v2-1.0,3\n")));
        assertTrue(messages(read("")).get(0).startsWith("rows.csv: is empty"), "an empty file");
        assertEquals(
                List.of("none.csv: is not there: " + folder.resolve("none.csv").toAbsolutePath()),
                messages(RowsCsv.read(folder.resolve("none.csv"), context)));
    }

    @Test
    void tellsAThousandProblemsAndThenTheirNumber() throws IOException {
        ImportedRows read = read(HEADER + "mobilenet/v2-1.0,ncnn,0,ms\n".repeat(1500));

        assertTrue(read.problems().size() <= 1002, () -> read.problems().size() + " problems");
        assertEquals(List.of(), read.rows());
    }

    @Test
    void addsToTheHomeAgainAndAgain() throws IOException {
        Path home = folder.resolve("home");
        String row = HEADER + "mobilenet/v2-1.0,ncnn,%s,ms\n";
        DeviceFiles.add(home, OWN, read(row.formatted("12.5") + "resnet/resnet18,ncnn,30,ms\n"));
        DeviceFiles.add(home, OWN, read(row.formatted("11")));
        context = context.of(DeviceCatalogue.builtIn().device("raspberry-pi-5").orElseThrow());
        DeviceFiles.add(home, OWN, read(row.formatted("9")));

        DeviceCatalogue again = DeviceCatalogue.load(List.of(DeviceFiles.folder(home)));

        assertEquals(List.of(), again.problems());
        assertEquals(
                List.of(11.0, 30.0),
                again.rows("my-board/ncnn-cpu-fp32").stream()
                        .map(PublishedRow::value)
                        .toList());
        assertEquals(9.0, again.rows("raspberry-pi-5/ncnn-cpu-fp32").get(0).value());
        assertEquals(
                DeviceCatalogue.builtIn().devices().size() + 1,
                again.devices().size(),
                "a device of the catalogue is not written into the home");
        assertEquals(
                List.of(
                        "id,name,kind,chip,aliases,ram_kib,flash_kib,memory_source,idle_watts,load_watts,cores,power_source",
                        "my-board,My Board,board,,,,,,,,,"),
                Files.readAllLines(DeviceFiles.folder(home).resolve("devices.csv")));
    }

    @Test
    void addsNothingToFilesThatAreNotRight() throws IOException {
        Path home = folder.resolve("home");
        ImportedRows read = read(HEADER + "mobilenet/v2-1.0,ncnn,12.5,ms\n");
        Path rows = DeviceFiles.add(home, OWN, read);
        Files.writeString(rows, "nonsense\n");

        String why = assertThrows(IOException.class, () -> DeviceFiles.add(home, OWN, read))
                .toString();

        assertTrue(why.contains("own.csv line 1: must be a header that names the columns"), why);
        assertEquals("nonsense\n", Files.readString(rows));
    }

    @Test
    void stopsAtAQuoteThatNobodyCloses() throws IOException {
        ImportedRows read = read(HEADER + "mobilenet/v2-1.0,ncnn,12.5,ms\n\"resnet/resnet18,ncnn,30,ms\n");

        assertEquals(1, read.rows().size());
        assertTrue(
                messages(read).get(0).startsWith("rows.csv line 3: is no CSV, and nothing after it was read"),
                () -> messages(read).toString());
    }

    @Test
    void writesWhatItReads() throws IOException {
        ImportedRows read = read("""
                network,runtime,compute_unit,precision,batch,setting,metric,value,unit,statistic,version
                mobilenet/v2-1.0,onnxruntime,npu,int8,8,fast,throughput,2000,fps,mean,1.24
                mobilenet/v2-1.0,onnxruntime,npu,int8,1,fast,energy,3,mJ,mean,1.24
                """);
        Path home = folder.resolve("home");

        DeviceFiles.add(home, OWN, read);
        DeviceCatalogue again = DeviceCatalogue.load(List.of(DeviceFiles.folder(home)));

        assertEquals(List.of(), again.problems());
        assertEquals(
                read.rows(),
                again.rows().stream()
                        .filter(row -> row.target().device().equals("my-board"))
                        .toList());
        assertEquals("My Board", again.device("my-board").orElseThrow().name());
        assertEquals(Metric.ENERGY, read.rows().get(1).metric());
    }

    private ImportedRows read(String text) throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, text);
        return RowsCsv.read(file, context);
    }

    private static List<String> messages(ImportedRows read) {
        return read.problems().stream().map(Problem::toString).toList();
    }
}
