package dev.tradespace.bench;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to ask about an architecture: a search asks about many thousands. Building and counting is to take at most 0.2 ms on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgs = "-XX:ActiveProcessorCount=1")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class MobileNetV2Benchmark {
    private final Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of());
    private final Model model = catalogue.model("mobilenet/v2-1.0");
    private final ArchitecturePlugin plugin = model.family().plugin();
    private final Configuration configuration = model.configuration();

    private Architecture built = plugin.build(configuration);

    /** A fresh network for what works on one. */
    @Setup
    public void build() {
        built = plugin.build(configuration);
    }

    /** The whole question: the plugin builds, the platform counts. */
    @Benchmark
    public Analysis buildAndAnalyse() {
        return Analysis.of(plugin.build(configuration));
    }

    /** The plugin's half of it. */
    @Benchmark
    public Architecture buildOnly() {
        return plugin.build(configuration);
    }

    /** The network's stable name, which every result needs. */
    @Benchmark
    public String digest() {
        return built.digest();
    }
}
