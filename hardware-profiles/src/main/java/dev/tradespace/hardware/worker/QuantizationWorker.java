package dev.tradespace.hardware.worker;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.runtime.QueryFailed;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.process.ParentLine;
import dev.tradespace.hardware.machine.IntegerSums;
import dev.tradespace.quantization.QuantizedModel;
import dev.tradespace.quantization.Quantizer;
import dev.tradespace.quantization.UnfitCalibration;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The process that quantises a network, on the runtime whose jars stand on its class path. */
public final class QuantizationWorker {
    private QuantizationWorker() {}

    /**
     * What is to be quantised.
     *
     * @param runtime the id of a runtime that runs ONNX files in fp32
     * @param network the file of the architecture's JSON
     * @param weights the file of trained weights; null for random ones
     * @param weightsId {@code random:SEED} for random weights, else what they are called
     * @param prepared the file of the prepared dataset; null for random weights
     * @param maxDrop points of accuracy that may be lost
     * @param threads compute threads
     * @param scratch a folder for temporary models, empty
     * @param folder where to; there and empty
     */
    public record Task(
            String runtime,
            Path network,
            @Nullable Path weights,
            String weightsId,
            @Nullable Path prepared,
            double maxDrop,
            int threads,
            Path scratch,
            Path folder) {}

    /**
     * Quantises a network. Ends with 0, or with 1 and the reason as the last line on the standard error.
     *
     * @param arguments the file of a {@link Task}
     */
    public static void main(String[] arguments) {
        ParentLine.watch(() -> {});
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            quantize(RecordJson.read(Task.class, Files.readString(Path.of(arguments[0]))));
            return 0;
        } catch (UnfitCalibration | QueryFailed unfit) {
            return ModelWriter.refuse(unfit.getMessage());
        } catch (UnfitModel unfit) {
            return ModelWriter.refuse("the runtime cannot run the model: " + unfit.getMessage());
        } catch (OutOfMemoryError memory) {
            return ModelWriter.refuse("the model does not fit into this process: " + memory.getMessage());
        } catch (IllegalArgumentException bad) {
            return ModelWriter.refuse(bad.getMessage());
        } catch (IOException | RuntimeException failed) {
            return ModelWriter.refuse(failed.toString());
        }
    }

    private static void quantize(Task task) throws IOException, UnfitModel, UnfitCalibration {
        RuntimePlugin runtime = Worker.runtime(task.runtime())
                .orElseThrow(() -> new IllegalArgumentException(Worker.missing(task.runtime())));
        runtime.load();
        Architecture architecture = new ArchitectureJson().read(Files.readString(task.network()));
        Weights weights = ModelWriter.weights(task.weights(), task.weightsId(), architecture);
        Quantizer quantizer = new Quantizer(
                (model, batch) -> runtime.open(model, task.threads(), batch),
                task.scratch(),
                IntegerSums.weightBits(Path.of("/"), System.getProperty("os.arch", "")),
                line -> System.err.println("quantising: " + line));
        if (task.prepared() == null) {
            quantizer.ofRandom(architecture, weights).write(task.folder());
            return;
        }
        PreparedDataset dataset = PreparedDataset.open(task.prepared());
        QuantizedModel quantized = quantizer.ofTrained(architecture, weights, dataset, task.maxDrop());
        quantized.write(task.folder());
        quantizer.answer(quantized, dataset, task.folder());
    }
}
