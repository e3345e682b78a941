package dev.tradespace.hardware.runtime;

import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.process.ExitValue;
import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.hardware.worker.FolderContents;
import dev.tradespace.hardware.worker.FolderDescriber;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeUnit;

/**
 * A runtime's jars, its own and those that it needs, which stand on the class path of its worker processes only.
 *
 * @param path a folder of jars, or one jar that needs no other; absolute
 */
record RuntimeFolder(Path path) {
    private static final long DESCRIPTION_SECONDS = 60;
    private static final String JAR = ".jar";

    /** The runtimes of a folder: each folder in it that holds jars, and each jar, by name; none where it does not exist. */
    static List<RuntimeFolder> in(Path parent) throws IOException {
        List<RuntimeFolder> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            for (Path path : list(parent, "*")) {
                RuntimeFolder folder = new RuntimeFolder(path.toAbsolutePath());
                if (!folder.jars().isEmpty()) {
                    folders.add(folder);
                }
            }
        }
        return folders;
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, glob)) {
            paths.forEach(found::add);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        found.sort(null);
        return found;
    }

    /** Its name, under which people know it. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    private List<Path> jars() throws IOException {
        if (Files.isDirectory(path)) {
            return list(path, "*" + JAR);
        }
        return name().endsWith(JAR) && Files.isRegularFile(path) ? List.of(path) : List.of();
    }

    /** A class path of classes of ours, then of all its jars. */
    String classPath(List<Class<?>> ours) {
        return ForkedWorker.classPath(ours) + File.pathSeparator + (Files.isDirectory(path) ? path.resolve("*") : path);
    }

    /**
     * What it brings, asked in this process: only for what comes with the platform.
     *
     * @throws IOException if it cannot be read or asked, with the reason for a person
     */
    FolderContents contents() throws IOException {
        List<URL> jars = new ArrayList<>();
        for (Path jar : jars()) {
            jars.add(jar.toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(URL[]::new), RuntimePlugin.class.getClassLoader())) {
            return FolderContents.of(loader);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
            throw new IOException("its plugin failed: " + broken, broken);
        }
    }

    /**
     * What it brings, asked in a process of its own, since a user's plugin may hang, crash or print.
     *
     * @throws IOException if it cannot be read or asked, with the reason for a person
     */
    FolderContents contentsByProcess() throws IOException {
        Path directory = TemporaryFolder.create("runtime");
        try {
            Path answer = directory.resolve("contents.json");
            Path log = directory.resolve("output.log");
            Process process = WorkerCommand.small(
                            FolderDescriber.class.getName(), classPath(WorkerCommand.SMALL_CLASS_PATH))
                    .process(directory, 1, List.of(answer.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                if (!process.waitFor(DESCRIPTION_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("it did not say within " + DESCRIPTION_SECONDS + " s what it is");
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while it was asked what it is", stopped);
            } finally {
                ForkedWorker.kill(process);
            }
            ExitValue end = new ExitValue(process.exitValue(), ForkedWorker.lastLines(log));
            if (!end.isSuccess()) {
                throw new IOException(end.lastReason("its plugin"));
            } else if (!Files.exists(answer)) {
                throw new IOException("its plugin ended the process without saying what it is");
            }
            return FolderDescriber.read(answer);
        } finally {
            TemporaryFolder.delete(directory);
        }
    }
}
