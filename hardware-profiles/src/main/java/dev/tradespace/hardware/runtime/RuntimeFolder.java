package dev.tradespace.hardware.runtime;

import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.core.catalogue.KeptAnswers;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.core.process.PluginFiles;
import dev.tradespace.hardware.worker.FolderContents;
import dev.tradespace.hardware.worker.FolderDescriber;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * A runtime's jars, its own and those that it needs, which stand on the class path of its worker processes only.
 *
 * @param path a folder of jars, or one jar that needs no other; absolute
 */
record RuntimeFolder(Path path) {
    private static final Duration DESCRIPTION_LIMIT = Duration.ofSeconds(60);
    private static final String DESCRIBE = "describe";
    private static final String CONTENTS = "contents";
    private static final String JAR = ".jar";

    /** The runtimes of a folder: each folder in it that holds jars, and each jar, by name; none where it does not exist. */
    static List<RuntimeFolder> in(Path parent) throws IOException {
        List<RuntimeFolder> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            for (Path path : PluginFiles.matching(parent, "*")) {
                RuntimeFolder folder = new RuntimeFolder(path.toAbsolutePath());
                if (!folder.jars().isEmpty()) {
                    folders.add(folder);
                }
            }
        }
        return folders;
    }

    /** Its name, under which people know it. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    private List<Path> jars() throws IOException {
        if (Files.isDirectory(path)) {
            return PluginFiles.matching(path, "*" + JAR);
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
            WorkerCommand.small(FolderDescriber.class.getName(), classPath(WorkerCommand.SMALL_CLASS_PATH))
                    .run(directory, List.of(answer.toString()), DESCRIPTION_LIMIT, "its plugin");
            if (!Files.exists(answer)) {
                throw new IOException("its plugin ended the process without saying what it is");
            }
            return FolderDescriber.read(answer);
        } finally {
            TemporaryFolder.delete(directory);
        }
    }

    /**
     * The same, as it was kept at an earlier start. A folder whose jars have changed, and one with a runtime that was
     * not for this machine, is asked anew; a failure is never kept.
     *
     * @param cache where it is kept
     */
    FolderContents contentsKept(Path cache) throws IOException {
        KeptAnswers kept = KeptAnswers.of(cache, PluginFiles.digest(jars()));
        Optional<FolderContents> before = kept.get(DESCRIBE, Map.of()).flatMap(RuntimeFolder::read);
        if (before.isPresent()) {
            return before.get();
        }
        FolderContents told = contentsByProcess();
        if (told.runtimes().stream().allMatch(runtime -> runtime.reason().isEmpty())) {
            kept.put(DESCRIBE, Map.of(), new Fields(Map.of(CONTENTS, told)));
            kept.keep();
        }
        return told;
    }

    private static Optional<FolderContents> read(Fields answer) {
        try {
            return Optional.of(answer.record(CONTENTS, FolderContents.class));
        } catch (IllegalArgumentException ofAnotherVersion) {
            return Optional.empty();
        }
    }
}
