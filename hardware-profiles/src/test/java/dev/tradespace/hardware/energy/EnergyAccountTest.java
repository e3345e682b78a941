package dev.tradespace.hardware.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a directory of counters like the kernel's, and a clock that is an argument. */
class EnergyAccountTest {
    private static final long SECOND = 1_000_000_000;
    private static final long RANGE = 65_712_999_613L;

    @TempDir
    Path powercap;

    @BeforeEach
    void twoPackagesAndWhatIsNotOne() throws IOException {
        domain("intel-rapl:0", "package-0", 1_000_000);
        domain("intel-rapl:1", "package-1", 5_000_000);
        domain("intel-rapl:0:0", "core", 77_000_000);
        domain("intel-rapl:2", "psys", 99_000_000);
    }

    @Test
    void takesThePowerAtRestOff() throws IOException {
        EnergyAccount account = EnergyAccount.open(powercap);
        assertTrue(account.readable());
        account.rest(0);
        count("intel-rapl:0", 3_000_000);
        count("intel-rapl:1", 8_000_000);
        account.rested(SECOND);
        // 5 W at rest over two packages; then 40 J in 4 s, 20 J of them above rest, for 10 images.
        account.begin(2 * SECOND);
        count("intel-rapl:0", 23_000_000);
        count("intel-rapl:1", 28_000_000);
        Figure.Measured figure = assertInstanceOf(Figure.Measured.class, account.perInference(6 * SECOND, 10));
        assertEquals(2.0, figure.amount(), 1e-9);
        assertEquals("RAPL package domains, above 5.0 W at rest", figure.source());
    }

    @Test
    void followsACounterThatStartsAgainFromZero() throws IOException {
        EnergyAccount account = EnergyAccount.open(powercap);
        account.rest(0);
        account.rested(SECOND);
        account.begin(SECOND);
        count("intel-rapl:0", RANGE - 1_000_000);
        account.follow(2 * SECOND);
        count("intel-rapl:0", 2_000_000);
        account.follow(3 * SECOND);
        count("intel-rapl:0", RANGE - 1_000_000);
        account.follow(4 * SECOND);
        count("intel-rapl:0", 1_000_000);
        Figure figure = account.perInference(5 * SECOND, 1);
        // From 1 J around to 2 J, and around to 1 J: two rounds.
        assertEquals(2 * RANGE / 1e6, figure.value().orElseThrow(), 1e-6);
    }

    @Test
    void noMoreThanAtRestIsNotZero() throws IOException {
        EnergyAccount account = EnergyAccount.open(powercap);
        account.rest(0);
        count("intel-rapl:0", 11_000_000);
        account.rested(SECOND);
        account.begin(SECOND);
        count("intel-rapl:0", 21_000_000);
        assertEquals(
                new Figure.Unavailable("the packages drew no more than the 10.0 W they draw at rest"),
                account.perInference(2 * SECOND, 5));
    }

    @Test
    void withoutCountersTheReasonIsGiven() throws IOException {
        EnergyAccount nowhere = EnergyAccount.open(powercap.resolve("none"));
        assertFalse(nowhere.readable());
        nowhere.begin(0);
        assertTrue(reason(nowhere.perInference(SECOND, 1)).endsWith("none does not exist"));

        Path empty = Files.createDirectory(powercap.resolve("empty"));
        assertTrue(reason(EnergyAccount.open(empty).perInference(SECOND, 1)).startsWith("this system shows no energy"));
    }

    @Test
    void aCounterThatCannotBeReadGivesItsReason() throws IOException {
        Files.delete(powercap.resolve("intel-rapl:0/energy_uj"));
        // A directory in its place cannot be read by anybody, not even by the administrator, who runs tests in
        // containers.
        Files.createDirectory(powercap.resolve("intel-rapl:0/energy_uj"));
        assertThrows(IOException.class, () -> RaplMeter.open(powercap));
        assertFalse(EnergyAccount.open(powercap).readable());
    }

    @Test
    void aCounterThatIsLostOnTheWayGivesItsReason() throws IOException {
        EnergyAccount account = EnergyAccount.open(powercap);
        account.rest(0);
        account.rested(SECOND);
        account.begin(SECOND);
        Files.writeString(powercap.resolve("intel-rapl:1/energy_uj"), "gone");
        account.follow(2 * SECOND);
        assertTrue(reason(account.perInference(3 * SECOND, 1)).endsWith("intel-rapl:1/energy_uj holds no number"));
    }

    private static String reason(Figure figure) {
        return assertInstanceOf(Figure.Unavailable.class, figure).reason();
    }

    private void domain(String zone, String name, long microjoules) throws IOException {
        Path directory = Files.createDirectory(powercap.resolve(zone));
        Files.writeString(directory.resolve("name"), name + "\n");
        Files.writeString(directory.resolve("max_energy_range_uj"), RANGE + "\n");
        count(zone, microjoules);
    }

    private void count(String zone, long microjoules) throws IOException {
        Files.writeString(powercap.resolve(zone).resolve("energy_uj"), microjoules + "\n");
    }
}
