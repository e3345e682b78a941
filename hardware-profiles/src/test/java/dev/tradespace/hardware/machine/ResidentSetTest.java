package dev.tradespace.hardware.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.metric.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentSetTest {
    @TempDir
    Path self;

    @Test
    void thePeakRisesAboveTheMark() throws IOException {
        status(5000, 5000);
        ResidentSet set = ResidentSet.mark(self);
        status(5100, 9000);
        assertEquals(new Figure.Measured(4000 * 1024, null, ResidentSet.SOURCE), set.rise());
    }

    @Test
    void aHigherPeakFromBeforeTheMarkCountsOnlyOnceItIsPassed() throws IOException {
        status(5000, 7000);
        ResidentSet set = ResidentSet.mark(self);
        status(6000, 7000);
        assertInstanceOf(Figure.Unavailable.class, set.rise(), "hidden below the old peak");
        status(6000, 7500);
        assertEquals(2500 * 1024, set.rise().value().orElseThrow());
    }

    @Test
    void thePeakIsSetBackWhereTheKernelLetsIt() throws IOException {
        status(5000, 7000);
        Files.createFile(self.resolve("clear_refs"));
        ResidentSet.mark(self);
        assertEquals("5", Files.readString(self.resolve("clear_refs")));
    }

    @Test
    void withoutTheFileOrTheLineThereIsNoMark() throws IOException {
        assertThrows(IOException.class, () -> ResidentSet.mark(self));
        Files.writeString(self.resolve("status"), "Name:\tjava\n");
        assertThrows(IOException.class, () -> ResidentSet.mark(self));
    }

    @Test
    void aFileThatGoesAwayIsAReason() throws IOException {
        status(5000, 5000);
        ResidentSet set = ResidentSet.mark(self);
        Files.delete(self.resolve("status"));
        assertInstanceOf(Figure.Unavailable.class, set.rise());
    }

    private void status(long residentKibibytes, long peakKibibytes) throws IOException {
        Files.writeString(
                self.resolve("status"),
                "Name:\tjava\nVmHWM:\t%8d kB\nVmRSS:\t%8d kB\n".formatted(peakKibibytes, residentKibibytes));
    }
}
