package dev.tradespace.training.dl4j.executor.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Plans memory while a network is laid out: arrays whose lifetimes do not overlap share memory: less of it is needed,
 * and what was written last is found in the processor's cache. The pool owns the memory: it must live as long as the
 * network.
 */
public final class MemoryPool {
    private final Map<Long, List<Loan>> free = new HashMap<>();
    private final List<INDArray> owned = new ArrayList<>();

    /** Memory given out, with the number of those who hold it. */
    public static final class Loan {
        private final INDArray memory;
        private int holders;

        private Loan(INDArray memory) {
            this.memory = memory;
        }

        /** Its memory in a shape of at most its size. */
        public INDArray as(long... shape) {
            return Floats.part(memory, 0, shape);
        }

        /** Whether one holder has it alone and may overwrite what it does not need any more. */
        public boolean exclusive() {
            return holders == 1;
        }

        /** One more holder. */
        public Loan share() {
            holders++;
            return this;
        }
    }

    /** Memory for an array of this many elements, held once. What stands in it is undefined. */
    public Loan take(long elements) {
        long size = Floats.aligned(elements);
        List<Loan> fitting = free.getOrDefault(size, List.of());
        if (fitting.isEmpty()) {
            INDArray memory = Floats.zeros(size);
            owned.add(memory);
            return new Loan(memory).share();
        }
        return fitting.remove(fitting.size() - 1).share();
    }

    /** An array that is never given to anyone else, zero at first. */
    public INDArray keep(long... shape) {
        INDArray memory = Floats.zeros(shape);
        owned.add(memory);
        return memory;
    }

    /** One holder less; the last one's memory can be given out again. */
    public void giveBack(Loan loan) {
        if (loan.holders < 1) {
            throw new IllegalStateException("memory was given back more often than taken");
        }
        loan.holders--;
        if (loan.holders == 0) {
            free.computeIfAbsent(loan.memory.length(), size -> new ArrayList<>())
                    .add(loan);
        }
    }

    /** The size of all memory together. */
    public long bytes() {
        return owned.stream().mapToLong(INDArray::length).sum() * Float.BYTES;
    }
}
