package dev.tradespace.hardware.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
    @TempDir
    Path root;

    @Test
    void tellsTheProcessorTheGovernorAndTheHottestSensor() throws IOException {
        write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Toy CPU\nmicrocode\t: 0x2a\nmodel name\t: Another\n");
        write("proc/loadavg", "0.10 0.20 0.30 1/100 4711\n");
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        write("sys/class/thermal/thermal_zone0/temp", "41000\n");
        write("sys/class/thermal/thermal_zone1/temp", "63500\n");
        Map<String, String> facts = MachineFacts.read(root);
        assertEquals("Toy CPU", facts.get("cpu"));
        assertEquals("0x2a", facts.get("microcode"));
        assertEquals("0.10 0.20 0.30 1/100 4711", facts.get("load average"));
        assertEquals("performance", facts.get("governor"));
        assertEquals("64 degrees Celsius", facts.get("temperature"));
    }

    @Test
    void whatTheSystemDoesNotShowIsSaidToBeUnknown() {
        Map<String, String> facts = MachineFacts.read(root);
        assertEquals("not shown by this system", facts.get("governor"));
        assertEquals("not shown by this system", facts.get("temperature"));
        assertFalse(facts.containsKey("cpu"));
    }

    @Test
    void aMachineIsKnownByADigestOfItsId() throws IOException {
        String nameless = MachineFacts.machine(root);
        write("etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda4\n");
        String named = MachineFacts.machine(root);
        write("etc/machine-id", "4d1219c7c4c5404aaa1f6d2a48adfda4\n");

        assertEquals(3, Set.of(nameless, named, MachineFacts.machine(root)).size());
        assertTrue(named.matches("[0-9a-f]{12}"), named);
        assertEquals(named.length(), nameless.length());
        assertFalse("3d1219c7c4c5404aaa1f6d2a48adfda4".contains(named), "the id itself goes nowhere");
    }

    @Test
    void anArmProcessorIsKnownByItsNumbers() throws IOException {
        write("proc/cpuinfo", "CPU implementer\t: 0x41\nCPU part\t: 0xd0c\n");
        assertEquals("ARM maker 0x41 part 0xd0c", MachineFacts.read(root).get("cpu"));
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
