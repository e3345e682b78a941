package dev.tradespace.hardware.runtime;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.WorkerSettings;
import dev.tradespace.core.process.BoundedCalls;
import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.hardware.command.MeasuringCommand;
import dev.tradespace.hardware.worker.FolderContents;
import dev.tradespace.hardware.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The runtimes that this machine has, with the writers of the formats that they read: those that come with the platform,
 * then those of a home. A broken one is named in {@link #broken()}, and the others work. Immutable.
 */
public final class Runtimes {
    private final Map<String, Found> runtimes = new LinkedHashMap<>();
    private final FormatWriters writers = FormatWriters.ofThisProcess();
    private final List<String> profiles = new ArrayList<>();
    private final List<BrokenRuntime> broken = new ArrayList<>();

    /** A runtime and where its jars are. */
    private record Found(RuntimeDescription description, RuntimeFolder folder) {}

    /** How the contents of a folder are learnt. */
    private interface Asking {
        FolderContents contents(RuntimeFolder folder) throws IOException;
    }

    private Runtimes() {}

    /** No runtime at all. */
    public static Runtimes none() {
        return new Runtimes();
    }

    /**
     * The runtimes that come with the platform.
     *
     * @param folder holds a folder of jars for each; need not exist
     */
    public static Runtimes builtIn(Path folder) {
        Runtimes runtimes = new Runtimes();
        runtimes.addAll(folder, RuntimeFolder::contents);
        return runtimes;
    }

    /**
     * The same and those of a home, each asked in a process of its own.
     *
     * @param folder holds a folder of jars, or one jar, for each; need not exist
     * @param cache where it is kept what they have said of themselves
     */
    public Runtimes with(Path folder, Path cache) {
        addAll(folder, runtime -> runtime.contentsKept(cache));
        return this;
    }

    private void addAll(Path parent, Asking asking) {
        List<RuntimeFolder> folders;
        try {
            folders = RuntimeFolder.in(parent);
        } catch (IOException unreadable) {
            broken.add(new BrokenRuntime(parent.toString(), "the folder cannot be read: " + unreadable.getMessage()));
            return;
        }
        Map<RuntimeFolder, FolderContents> found = new LinkedHashMap<>();
        List<Callable<Object>> calls = new ArrayList<>();
        folders.forEach(folder -> calls.add(() -> {
            try {
                return asking.contents(folder);
            } catch (IOException unusable) {
                return new BrokenRuntime(folder.name(), String.valueOf(unusable.getMessage()));
            }
        }));
        List<Object> told = BoundedCalls.all("runtime loader", calls);
        for (int i = 0; i < folders.size(); i++) {
            if (told.get(i) instanceof FolderContents contents) {
                found.put(folders.get(i), contents);
            } else {
                broken.add((BrokenRuntime) told.get(i));
            }
        }
        // Those that read the format of most runtimes come first: the first target is the one that is meant where none
        // is named.
        found.entrySet().stream()
                .sorted(Comparator.comparing(entry -> !readsOnnx(entry.getValue())))
                .forEach(entry -> add(entry.getKey(), entry.getValue()));
    }

    private static boolean readsOnnx(FolderContents contents) {
        return contents.runtimes().stream()
                .anyMatch(runtime -> runtime.formats().contains(ModelFormat.ONNX));
    }

    /** All of a folder or nothing of it. */
    private void add(RuntimeFolder folder, FolderContents contents) {
        Optional<String> reason = refusal(contents);
        if (reason.isPresent()) {
            broken.add(new BrokenRuntime(folder.name(), reason.get()));
            return;
        }
        contents.runtimes().forEach(runtime -> runtimes.put(runtime.id(), new Found(runtime, folder)));
        contents.writers().forEach(writer -> writers.add(folder, writer));
        profiles.addAll(contents.profiles());
    }

    private Optional<String> refusal(FolderContents contents) {
        if (contents.runtimes().isEmpty() && contents.writers().isEmpty()) {
            return Optional.of("it has no service file of a runtime or of a writer of models");
        }
        for (RuntimeDescription runtime : contents.runtimes()) {
            if (runtimes.containsKey(runtime.id()) || runtime.id().equals(MeasuringCommand.RUNTIME)) {
                return Optional.of("there is a runtime " + runtime.id() + " already");
            }
        }
        List<ModelFormat> formats = new ArrayList<>();
        contents.runtimes().forEach(runtime -> formats.addAll(runtime.formats()));
        contents.writers().forEach(writer -> formats.add(writer.format()));
        for (ModelFormat format : formats) {
            for (ModelFormat known : writers.formats()) {
                if (format.equals(known) != format.file().equals(known.file())) {
                    return Optional.of("its format " + format + " has the file " + format.file() + ", and there is "
                            + known + " with the file " + known.file());
                }
            }
        }
        return Optional.empty();
    }

    /** Every runtime, the one that is meant where none is named first. */
    public List<RuntimeDescription> all() {
        return runtimes.values().stream().map(Found::description).toList();
    }

    /** The runtime of an id. */
    public Optional<RuntimeDescription> find(String id) {
        return Optional.ofNullable(runtimes.get(id)).map(Found::description);
    }

    /** The format of a runtime's models: the first that it reads and that can be written. */
    public Optional<ModelFormat> format(RuntimeDescription runtime, String precision) {
        return runtime.formats().stream()
                .filter(format -> writers.writes(format, precision))
                .findFirst();
    }

    /** What writes the files of models. */
    public FormatWriters writers() {
        return writers;
    }

    /** The texts of the profiles that come with the runtimes. */
    public List<String> profiles() {
        return List.copyOf(profiles);
    }

    /** What was left out, and why. */
    public List<BrokenRuntime> broken() {
        return List.copyOf(broken);
    }

    /** What quantises networks; empty where no runtime here runs ONNX files in fp32. */
    public Optional<ForkedQuantizer> quantizer() {
        return runtimes.values().stream()
                .filter(found -> found.description().reason().isEmpty())
                .filter(found -> found.description().formats().contains(ModelFormat.ONNX)
                        && found.description().precisions().contains("fp32"))
                .findFirst()
                .map(found -> new ForkedQuantizer(found.description(), found.folder()));
    }

    /**
     * How a worker that measures is started.
     *
     * @param runtime the id of one that is here, or that of commands
     * @param model what it will load
     */
    public WorkerCommand command(String runtime, Path model) {
        if (runtime.equals(MeasuringCommand.RUNTIME)) {
            return WorkerCommand.of(
                    Worker.class.getName(),
                    ForkedWorker.classPath(WorkerCommand.SMALL_CLASS_PATH),
                    WorkerSettings.USUAL,
                    0);
        }
        Found found = runtimes.get(runtime);
        if (found == null) {
            throw new IllegalArgumentException("there is no runtime " + runtime + " here");
        }
        return WorkerCommand.of(
                Worker.class.getName(),
                found.folder().classPath(WorkerCommand.SMALL_CLASS_PATH),
                found.description().worker(),
                bytes(model));
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
