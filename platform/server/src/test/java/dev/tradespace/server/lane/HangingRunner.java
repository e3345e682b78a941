package dev.tradespace.server.lane;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.Exam;
import dev.tradespace.hardware.Runner;
import dev.tradespace.server.Toys;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Its first worker answers only when it is killed; the others give what they are told to. */
final class HangingRunner implements Runner {
    final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    private final List<Outcome> others;
    private final AtomicInteger runs = new AtomicInteger();

    HangingRunner(Outcome... others) {
        this.others = List.of(others);
    }

    @Override
    public Outcome measure(Path model, Target target, Protocol protocol, @Nullable Exam exam) {
        int run = runs.getAndIncrement();
        if (run > 0) {
            return others.get(run - 1);
        }
        begun.complete(true);
        try {
            new CountDownLatch(1).await();
            return Toys.failed("it came to an end by itself", false);
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
            interrupted.complete(true);
            return Toys.failed("the worker was killed", true);
        }
    }
}
