package dev.tradespace.core.process;

import dev.tradespace.core.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a plugin's process is started: with a class path of a few jars and not the platform's, bounded in memory, in an empty folder with a copy of the plugin's
 * jar, without the platform's environment.
 *
 * @param main the program; its one argument is the jar or the folder of jars
 * @param classPath classes of the jars that it needs
 */
public record PluginCommand(Class<?> main, List<Class<?>> classPath) {
    private static final int HEAP_MEGABYTES = 512;
    private static final Path SHELL = Path.of("/bin/sh");
    /**
     * Deaf to a terminal's signals, without core files, and bounded in address space (8 GiB, of which Java reserves some three and each thread one MiB), in
     * the size of the files that it writes (64 MiB) and in their number. What a system does not bound stays unbounded.
     */
    private static final String BOUNDED = "trap '' INT HUP; for limit in '-c 0' '-v 8388608' '-f 131072' '-n 512';"
            + " do ulimit $limit 2>/dev/null || :; done; exec \"$0\" \"$@\"";

    /** What a plugin may know of its surroundings; not the platform's tokens and passwords. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    public PluginCommand {
        classPath = List.copyOf(classPath);
    }

    /**
     * A process that was started.
     *
     * @param process the process
     * @param folder its own folder
     * @param marked all that it starts
     */
    record Started(Process process, Path folder, MarkedProcesses marked) {
        /** Ends it, with all that it has started, and removes its folder. */
        void end() {
            ForkedWorker.kill(process);
            marked.kill();
            TemporaryFolder.delete(folder);
        }
    }

    /**
     * Starts a process.
     *
     * @throws IOException if it cannot be started, or the plugin is not the one of the digest
     */
    Started start(PluginFiles plugin, String digest) throws IOException {
        Path folder = TemporaryFolder.create("plugin");
        try {
            // A copy: the plugin may delete its jar, and a jar that is replaced while it is open would break what is
            // loaded from it.
            PluginFiles copy = plugin.copy(folder);
            if (!copy.digest().equals(digest)) {
                throw new IOException("its jar has changed since it was loaded; start again to use the new one");
            }
            ProcessBuilder builder = new ProcessBuilder(words(folder, copy.path())).directory(folder.toFile());
            MarkedProcesses marked = new MarkedProcesses();
            Map<String, String> environment = builder.environment();
            environment.keySet().retainAll(ENVIRONMENT);
            environment.put("CLASSPATH", ForkedWorker.classPath(classPath));
            marked.put(environment);
            return new Started(builder.start(), folder, marked);
        } catch (IOException | RuntimeException failed) {
            TemporaryFolder.delete(folder);
            throw failed;
        }
    }

    private List<String> words(Path folder, Path jar) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            words.addAll(List.of(SHELL.toString(), "-c", BOUNDED));
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+UseSerialGC",
                // Its work is short: what the second compiler would win is lost again in compiling.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:+ErrorFileToStderr",
                "-XX:-CreateCoredumpOnCrash",
                // What the virtual machine itself has to say must not stand among the answers.
                "-XX:+DisplayVMOutputToStderr",
                "-Djava.io.tmpdir=" + folder,
                main.getName(),
                jar.toString()));
        return words;
    }
}
