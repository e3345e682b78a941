package dev.tradespace.hardware;

import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.ModelFormat;
import dev.tradespace.hardware.worker.Worker;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The runtimes that workers here can be given: ONNX Runtime, which comes with this module, and Deeplearning4j where its jars are, which never stand on the
 * platform's own class path. Says too how a worker for each is started.
 */
public final class Runtimes {
    private static final long MEGABYTE = 1 << 20;
    /** Room for the times of a million queries, twice while they are written, and for the answers to 60,000 images. */
    private static final int ONNX_HEAP_MEGABYTES = 64;
    /** The same, and what Deeplearning4j's session makes and drops with each query. */
    private static final int DL4J_HEAP_MEGABYTES = 256;
    /** It reads a model's file into the heap before it copies the weights out of it: bytes, buffer that grows, and array. */
    private static final int DL4J_HEAP_PER_MODEL = 4;

    private final @Nullable Path deeplearning4j;

    private Runtimes(@Nullable Path deeplearning4j) {
        this.deeplearning4j = deeplearning4j;
    }

    /** ONNX Runtime alone. */
    public static Runtimes bundled() {
        return new Runtimes(null);
    }

    /**
     * ONNX Runtime, and Deeplearning4j where it is.
     *
     * @param jars the folder with all that {@code platform/training-dl4j} needs; need not exist
     */
    public static Runtimes with(Path jars) {
        return new Runtimes(jars.toAbsolutePath());
    }

    /** Why a runtime cannot be used here, for a person; empty where it can. */
    Optional<String> obstacle(String runtime) {
        if (ModelFormat.of(runtime) == ModelFormat.ONNX) {
            return Optional.empty();
        } else if (deeplearning4j == null) {
            return Optional.of("Deeplearning4j is not part of this program");
        }
        return holdsJars(deeplearning4j)
                ? Optional.empty()
                : Optional.of("Deeplearning4j is not here: " + deeplearning4j + " holds no jars");
    }

    private static boolean holdsJars(Path folder) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "nd4j-*.jar")) {
            return jars.iterator().hasNext();
        } catch (IOException notThere) {
            return false;
        }
    }

    /** The version of a runtime without an {@link #obstacle}, as the runtime itself tells it in a worker. */
    String version(String runtime) {
        if (ModelFormat.of(runtime) == ModelFormat.ONNX) {
            return Worker.onnxRuntimeVersion();
        }
        return deeplearning4j == null ? Conditions.UNSAID : nd4jVersion(deeplearning4j);
    }

    private static String nd4jVersion(Path folder) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "nd4j-api-*.jar")) {
            for (Path path : jars) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    ZipEntry facts = jar.getEntry("META-INF/maven/org.nd4j/nd4j-api/pom.properties");
                    if (facts != null) {
                        Properties properties = new Properties();
                        properties.load(jar.getInputStream(facts));
                        return properties.getProperty("version", Conditions.UNSAID);
                    }
                }
            }
        } catch (IOException notThere) {
            return Conditions.UNSAID;
        }
        return Conditions.UNSAID;
    }

    /**
     * How a worker is started.
     *
     * @param runtime one without an {@link #obstacle}
     * @param model what it will load
     */
    WorkerCommand command(String runtime, Path model) {
        if (ModelFormat.of(runtime) == ModelFormat.ONNX || deeplearning4j == null) {
            return new WorkerCommand(Worker.class.getName(), Worker.classPath(), ONNX_HEAP_MEGABYTES, List.of());
        }
        return new WorkerCommand(
                Worker.class.getName(),
                Worker.classPath() + File.pathSeparator + deeplearning4j.resolve("*"),
                DL4J_HEAP_MEGABYTES + Math.toIntExact(DL4J_HEAP_PER_MODEL * bytes(model) / MEGABYTE),
                WorkerCommand.DEEPLEARNING4J);
    }

    /** 0 where there is none: the worker will say so. */
    private static long bytes(Path model) {
        try {
            return Files.size(model);
        } catch (IOException missing) {
            return 0;
        }
    }
}
