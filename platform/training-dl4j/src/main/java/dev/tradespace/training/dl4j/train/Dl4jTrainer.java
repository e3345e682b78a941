package dev.tradespace.training.dl4j.train;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.BadArchitecture;
import dev.tradespace.core.file.Sha256;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.training.TrainingSpecJson;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.dl4j.executor.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Trains in this process by the executor over Deeplearning4j's native operations. */
public final class Dl4jTrainer implements Trainer {
    private static final double GIGABYTE = 1e9;

    private final long memoryBytes;

    /**
     * A trainer.
     *
     * @param memoryBytes how much memory a network's activations may take; larger ones are refused before they end the
     *     process
     */
    public Dl4jTrainer(long memoryBytes) {
        this.memoryBytes = memoryBytes;
    }

    @Override
    public TrainingEnd train(TrainingRequest request, Listener listener) {
        int batch = request.spec().recipe().batch();
        try {
            return trained(request, listener);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new TrainingEnd.Stopped();
        } catch (Diverged diverged) {
            return failed(diverged.getMessage(), diverged);
        } catch (Refused refused) {
            return new TrainingEnd.Failed(refused.getMessage(), "", false);
        } catch (BadDocument | BadArchitecture bad) {
            return failed(request.architecture() + " is no architecture: " + bad.getMessage(), bad);
        } catch (IOException | UncheckedIOException files) {
            return failed(files.getMessage(), files);
        } catch (OutOfMemoryError memory) {
            return failed(outOfMemory(batch), memory);
        } catch (RuntimeException unexpected) {
            // The library reports what it could not allocate as a plain exception.
            return failed(
                    mentionsMemory(unexpected) ? outOfMemory(batch) : "the trainer broke: " + unexpected, unexpected);
        }
    }

    private static TrainingEnd failed(@Nullable String reason, Throwable cause) {
        String trace = List.of(cause.getStackTrace()).stream()
                .limit(12)
                .map(each -> "\n\tat " + each)
                .reduce(cause.toString(), String::concat);
        boolean plain =
                cause instanceof Diverged || cause instanceof IOException || cause instanceof UncheckedIOException;
        return new TrainingEnd.Failed(reason == null ? cause.toString() : reason, plain ? "" : trace, false);
    }

    private static String outOfMemory(int batch) {
        return "memory ran out at a batch of " + batch + ": " + TrainingEnd.Failed.smallerBatch(batch);
    }

    private static boolean mentionsMemory(RuntimeException failed) {
        String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("allocat") || message.contains("out of memory");
    }

    private TrainingEnd trained(TrainingRequest request, Listener listener) throws IOException, InterruptedException {
        TrainingSpec spec = request.spec();
        Architecture architecture = new ArchitectureJson().read(Files.readString(request.architecture()));
        PreparedDataset data = PreparedDataset.open(request.data());
        refuseWhatDoesNotFit(architecture, data);
        refuseWhatIsTooLarge(architecture, spec.recipe().batch());
        Files.createDirectories(request.folder());
        String fingerprint = fingerprint(architecture, data, spec);
        try (TrainingLoop sitting =
                new TrainingLoop(architecture, data, spec, request.folder(), fingerprint, listener)) {
            TrainingLoopState standing = sitting.run();
            EpochPoint last = standing.curve().get(standing.curve().size() - 1);
            return new TrainingEnd.Completed(
                    last.epoch(),
                    standing.step(),
                    last.validationAccuracy(),
                    standing.step() * spec.recipe().batch() / standing.seconds(),
                    PeakMemory.bytes());
        }
    }

    private static void refuseWhatDoesNotFit(Architecture architecture, PreparedDataset data) {
        int[] image = {data.resolution(), data.resolution()};
        if (architecture.inputShape().size(1) != image[0]
                || architecture.inputShape().size(2) != image[1]) {
            throw new Refused("the network wants images of " + architecture.inputShape() + ", the prepared dataset "
                    + data.dataset() + " has " + data.resolution() + "x" + data.resolution());
        }
        if (architecture.outputShape().elements() != data.classes().size()) {
            throw new Refused("the network has " + architecture.outputShape().elements() + " classes, the dataset "
                    + data.dataset() + " " + data.classes().size());
        }
        for (Split split : List.of(Split.TRAINING, Split.VALIDATION)) {
            if (data.split(split).size() == 0) {
                throw new Refused("the dataset " + data.dataset() + " has no " + split.id() + " images");
            }
        }
    }

    /** Activations grow with the batch: those of one image tell what a batch will take. */
    private void refuseWhatIsTooLarge(Architecture architecture, int batch) {
        long needed = Network.of(architecture, 1, 0).bytes() * batch;
        if (needed > memoryBytes) {
            throw new Refused(String.format(
                    Locale.ROOT,
                    "a batch of %d takes about %.1f GB of memory, and there are %.1f GB: %s",
                    batch,
                    needed / GIGABYTE,
                    memoryBytes / GIGABYTE,
                    TrainingEnd.Failed.smallerBatch(batch)));
        }
    }

    private static String fingerprint(Architecture architecture, PreparedDataset data, TrainingSpec spec) {
        return Sha256.of(architecture.digest() + "\n" + data.digest() + "\n" + data.resolution() + "\n"
                + TrainingSpecJson.write(spec));
    }

    /** A request that cannot be done, and why. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
