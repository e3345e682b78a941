package dev.tradespace.hardware;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import java.nio.file.Path;
import java.util.List;

/** Runtimes that are not what they should be. */
final class BrokenRuntimes {
    private BrokenRuntimes() {}

    /** Cannot be used on any machine. */
    public static final class Elsewhere extends Part {
        public Elsewhere() {}

        @Override
        public RuntimeDescription describe() {
            return description("elsewhere", ModelFormat.ONNX).unavailable("it needs a machine that nobody has");
        }
    }

    /** Reads files that nothing writes. */
    public static final class Unwritten extends Part {
        public Unwritten() {}

        @Override
        public RuntimeDescription describe() {
            return description("unwritten", new ModelFormat("unwritten", "model.nix"));
        }
    }

    /** Calls the file of ONNX by another format's name. */
    public static final class Misnaming extends Part {
        public Misnaming() {}

        @Override
        public RuntimeDescription describe() {
            return description("misnaming", new ModelFormat("other", "model.onnx"));
        }
    }

    /** Fails when it is asked. */
    public static final class Failing extends Part {
        public Failing() {}

        @Override
        public RuntimeDescription describe() {
            throw new IllegalStateException("it would rather not say");
        }
    }

    /** Says another version each time it is asked. */
    public static final class Numbered extends Part {
        public Numbered() {}

        @Override
        public RuntimeDescription describe() {
            return new RuntimeDescription(
                    "numbered",
                    "Numbered",
                    String.valueOf(ProcessHandle.current().pid()),
                    List.of(ModelFormat.ONNX),
                    List.of("fp32"));
        }
    }

    private static RuntimeDescription description(String id, ModelFormat format) {
        return new RuntimeDescription(id, id, "1", List.of(format), List.of("fp32"));
    }

    private abstract static class Part implements RuntimePlugin {
        @Override
        public void load() {}

        @Override
        public LoadedModel open(Path model, int threads, int batch) {
            throw new AssertionError("nobody gets this far");
        }
    }
}
