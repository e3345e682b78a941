package dev.tradespace.hardware.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final String SELF =
            "4711 (a (strange) name) R 1 4711 4711 0 -1 4194304 98 0 0 0 300 50 0 0 20 0 1 0 242057 3133440 379";

    @Test
    void readsWhatTheKernelWrites() throws IOException {
        assertEquals(
                new CpuTimes(2, 100 + 10 + 40 + 3 + 2, 7, 100 + 10 + 40 + 800 + 30 + 3 + 2 + 7, 350),
                CpuTimes.parse(
                        List.of(
                                "cpu  100 10 40 800 30 3 2 7 60 1",
                                "cpu0 50 5 20 400 15",
                                "cpu1 50 5 20 400 15",
                                "intr 1"),
                        SELF));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(IOException.class, () -> CpuTimes.parse(List.of("cpu 1 2 3"), SELF));
        assertThrows(IOException.class, () -> CpuTimes.parse(List.of(), SELF));
    }

    @Test
    void whatThisProcessDoesIsNoLoad() {
        Load load = Load.between(new CpuTimes(2, 1000, 0, 5000, 100), new CpuTimes(2, 1110, 0, 5200, 210));
        assertEquals(new Load(0, 0), load);
        assertEquals(List.of(), load.disturbances());
    }

    @Test
    void othersAndStolenTimeAreSharesOfAllProcessors() {
        Load load = Load.between(new CpuTimes(2, 1000, 50, 5000, 100), new CpuTimes(2, 1128, 56, 5200, 200));
        assertEquals(new Load(0.14, 0.03), load);
        assertEquals(
                List.of("other processes took 14% of the CPU", "the hypervisor took 3.0% of the CPU"),
                load.disturbances());
    }

    @Test
    void aLittleOfBothDisturbsNothing() {
        assertEquals(List.of(), new Load(Load.MOST_OTHERS, Load.MOST_STOLEN).disturbances());
    }

    @Test
    void aSpanBelowTheKernelsTickHasNoLoad() {
        CpuTimes now = new CpuTimes(2, 1000, 50, 5000, 100);
        assertEquals(new Load(0, 0), Load.between(now, now));
    }
}
