package dev.tradespace.devices.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a table must begin with. */
class RowsHeaderTest {
    private static final Source OWN =
            new Source("own", "own figures", "", "", "the user's own", LocalDate.of(2026, 11, 29), "median", "");
    private static final String NO_HEADER =
            "rows.csv line 1: must be a header that names the columns, with commas between"
                    + " them, such as network,runtime,value,unit; was ";

    @TempDir
    private Path folder;

    @Test
    void saysInOneSentenceThatThereIsNoHeader() throws IOException {
        assertEquals(List.of(NO_HEADER + "mobilenet/v2-1.0,ncnn,33.1,ms"), problems("mobilenet/v2-1.0,ncnn,33.1,ms\n"));
        assertEquals(
                List.of(NO_HEADER + "network;runtime;value;unit"),
                problems("network;runtime;value;unit\nresnet/resnet18;ncnn;33,1;ms\n"));
        assertEquals(
                List.of("rows.csv line 1: is not UTF-8, and nothing of the file was read"),
                problems(new String(new byte[] {(byte) 0xFF, (byte) 0xFE, 'n', 0}, StandardCharsets.ISO_8859_1)));
        assertEquals(List.of("rows.csv: has a header and no row below it"), problems("network,runtime,value,unit\n\n"));
    }

    @Test
    void readsTheNamesOfColumnsInAnyCase() throws IOException {
        assertEquals(List.of(), problems("""
                \uFEFFNetwork, RUNTIME,Value,Unit
                mobilenet/v2-1.0,ncnn,40,ms
                resnet/resnet18,ncnn,150,ms
                resnet/resnet50,ncnn,400,ms
                mobilenet/v1-1.0-224,ncnn,60,ms
                resnet/resnet152,ncnn,900,ms
                """));
    }

    private List<String> problems(String text) throws IOException {
        boolean latin = text.startsWith("\u00ff");
        Path file = Files.writeString(
                folder.resolve("rows.csv"), text, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        RowContext context = DeviceCatalogue.builtIn()
                .context(OWN, KnownVariants::few)
                .of(Device.named("My Board", DeviceKind.BOARD));
        return RowsCsv.read(file, context).problems().stream()
                .map(Object::toString)
                .toList();
    }
}
