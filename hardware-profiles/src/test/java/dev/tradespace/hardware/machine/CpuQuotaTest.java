package dev.tradespace.hardware.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuQuotaTest {
    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void countsTheGroupAndThoseAboveItInVersion2() throws IOException {
        file("proc/self/cgroup", "0::/machine.slice/job\n");
        file("sys/fs/cgroup/cpu.stat", "usage_usec 7\n");
        file("sys/fs/cgroup/machine.slice/cpu.stat", "usage_usec 7\nnr_periods 10\nnr_throttled 4\nthrottled_usec 9\n");
        file("sys/fs/cgroup/machine.slice/job/cpu.stat", "nr_periods 5\nnr_throttled 1\n");
        assertEquals(new CpuQuota(15, 5), CpuQuota.read(root));
    }

    @Test
    void readsVersion1WhereAContainerKnowsItsGroupByTheHostsName() throws IOException {
        file("proc/self/cgroup", "9:name=systemd:/docker/4711\n1:cpu,cpuacct:/docker/4711\n0::/\n");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 243\nnr_throttled 226\nthrottled_time 99\n");
        assertEquals(new CpuQuota(243, 226), CpuQuota.read(root));
    }

    @Test
    void aSystemWithoutGroupsHasNoQuota() {
        assertEquals(new CpuQuota(0, 0), CpuQuota.read(root));
        assertEquals(Optional.empty(), new CpuQuota(0, 0).disturbance());
        assertEquals("none used", new CpuQuota(0, 0).fact());
    }

    @Test
    void aGroupsNameDoesNotLeadOutOfTheMount() throws IOException {
        file("proc/self/cgroup", "0::/../../../etc\n");
        file("etc/cpu.stat", "nr_periods 1\nnr_throttled 1\n");
        assertEquals(new CpuQuota(0, 0), CpuQuota.read(root));
    }

    @Test
    void onlyTheSpanCounts() {
        CpuQuota span = new CpuQuota(343, 226).since(new CpuQuota(100, 0));
        assertEquals(
                Optional.of("the CPU quota of its container stopped it in 226 of 243 periods"), span.disturbance());
        assertEquals("226 of 243 periods throttled", span.fact());
        assertEquals(
                Optional.empty(),
                new CpuQuota(343, 226).since(new CpuQuota(243, 224)).disturbance());
    }
}
