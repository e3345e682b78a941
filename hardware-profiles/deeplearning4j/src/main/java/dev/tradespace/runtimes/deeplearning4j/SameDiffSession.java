package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.QueryFailed;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A SameDiff model, its input lying in native memory and its session kept: a query is what {@code SameDiff.output} does, and no more. */
final class SameDiffSession implements LoadedModel {
    private final Session session;
    private final INDArray input;
    private final Map<String, INDArray> feed;
    private final String output;
    private final List<String> wanted;
    private final At inference = At.defaultAt(Operation.INFERENCE);

    SameDiffSession(SameDiff network, String input, long[] sizes, String output) {
        this.session = new Session(network);
        this.input = Nd4j.create(DataType.FLOAT, sizes, 'c');
        this.feed = Map.of(input, this.input);
        this.output = output;
        this.wanted = List.of(output);
    }

    /**
     * A session that can run for hours. Deeplearning4j's own keeps the number of each array that it ever gave back, and so grows with every query; within a
     * query they guard against giving back twice, after it they mean nothing.
     */
    private static final class Session extends InferenceSession {
        Session(SameDiff network) {
            super(network);
        }

        @Override
        protected Map<String, INDArray> preprocessPlaceholders(Map<String, INDArray> placeholders, At at) {
            freedArrays.clear();
            return super.preprocessPlaceholders(placeholders, at);
        }
    }

    @Override
    public FloatBuffer input() {
        return input.data().asNioFloat();
    }

    @Override
    public long query() {
        long start = System.nanoTime();
        INDArray answer = run();
        long end = System.nanoTime();
        answer.close();
        return end - start;
    }

    @Override
    public float[] answer() {
        try (INDArray answer = run()) {
            return answer.dup('c').data().asFloat();
        }
    }

    private INDArray run() {
        try {
            return Objects.requireNonNull(session.output(wanted, feed, null, List.of(), List.of(), inference)
                    .get(output));
        } catch (RuntimeException failed) {
            throw new QueryFailed("Deeplearning4j failed on " + output + ": " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        if (input.closeable()) {
            input.close();
        }
    }
}
