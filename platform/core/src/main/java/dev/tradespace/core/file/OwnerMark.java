package dev.tradespace.core.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a temporary file belongs to, as a part of the file's name: its id, when it started, and where that id means anything. A file whose process is
 * dead is a leftover of a kill; its age says nothing about that, for a measurement may take hours and a clock may be wrong.
 *
 * @param pid the process's id
 * @param start tells it from every other process that has had the id: ticks since the boot on Linux, milliseconds elsewhere
 * @param place the boot and the namespace of process ids: a process of another container is not seen from here, and not dead for that
 */
public record OwnerMark(long pid, long start, String place) {
    /** Three words of digits and small letters; so a name can go on with a dash or a dot. */
    private static final Pattern TEXT =
            Pattern.compile("(?:^|[-.])p(\\d{1,18})-(\\d{1,18})-([0-9a-f]{8,32})(?=[-.]|$)");

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
    private static final int BOOT_DIGITS = 8;
    /** The field of a process's start, counted from the one behind its name, which may hold anything (proc(5), stat). */
    private static final int START = 19;

    /** This process's. */
    public static OwnerMark own() {
        long pid = ProcessHandle.current().pid();
        return new OwnerMark(pid, start(pid).orElse(0L), here());
    }

    /** What a name says; empty where it says nothing of an owner. */
    public static Optional<OwnerMark> in(String name) {
        Matcher found = TEXT.matcher(name);
        return found.find()
                ? Optional.of(
                        new OwnerMark(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)), found.group(3)))
                : Optional.empty();
    }

    /** What a name holds: {@code p4123-88123456-3f2a9c1ef0000021}. */
    public String text() {
        return "p" + pid + "-" + start + "-" + place;
    }

    /** Whether the process has surely ended: of one that cannot be seen from here nothing is sure. */
    public boolean isDead() {
        return place.equals(here())
                && (ProcessHandle.of(pid).isEmpty()
                        || start(pid).filter(now -> now != start).isPresent());
    }

    private static Optional<Long> start(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(
                    Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[START]));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException notLinux) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(Instant::toEpochMilli);
        }
    }

    private static String here() {
        try {
            String boot = Files.readString(BOOT).strip().substring(0, BOOT_DIGITS);
            String namespace = Files.readSymbolicLink(NAMESPACE).toString().replaceAll("\\D", "");
            return boot + Long.toHexString(Long.parseLong(namespace));
        } catch (IOException | RuntimeException notLinux) {
            // One machine and one list of processes, as far as can be known.
            return String.format("%08x", Objects.hash(System.getProperty("os.name"), System.getProperty("user.name")));
        }
    }
}
