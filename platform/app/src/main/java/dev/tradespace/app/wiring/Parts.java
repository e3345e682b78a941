package dev.tradespace.app.wiring;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.devices.row.PoolEstimates;
import dev.tradespace.devices.row.VariantFeatures;
import dev.tradespace.hardware.ForkedRunner;
import dev.tradespace.hardware.Profiles;
import dev.tradespace.hardware.runtime.Runtimes;
import dev.tradespace.results.Results;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.server.PlatformParts;
import dev.tradespace.server.http.KnownTarget;
import dev.tradespace.server.training.HomeDatasets;
import dev.tradespace.server.training.TrainingParts;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.worker.ForkedTrainer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Everything that a platform is made of, from the modules that make it. */
public final class Parts implements AutoCloseable {
    private final PlatformParts parts;
    private final Results results;
    private final Catalogue catalogue;

    private Parts(PlatformParts parts, Results results, Catalogue catalogue) {
        this.parts = parts;
        this.results = results;
        this.catalogue = catalogue;
    }

    /**
     * The parts for a home that this process owns.
     *
     * @throws dev.tradespace.results.database.ResultsException if the database cannot be opened
     */
    public static Parts of(Settings settings, Catalogue catalogue, Strategies strategies, String version) {
        Profiles profiles = profiles(settings);
        Results results = Results.open(settings.jdbcUrl(), InstantSource.system());
        List<KnownTarget> targets = profiles.targets().stream()
                .map(target ->
                        new KnownTarget(target, profiles.energy(target), profiles.conditions(target, Path.of("/"))))
                .toList();
        ForkedRunner runner = new ForkedRunner(profiles, Map.of("tradespace", version), InstantSource.system());
        return new Parts(
                new PlatformParts(
                        catalogue,
                        targets,
                        devices(settings),
                        results,
                        runner,
                        new ModelFiles(catalogue, profiles.runtimes()),
                        new TrainingParts(
                                new HomeDatasets(Datasets.at(settings.home(), settings.dataFolders())),
                                new ForkedTrainer(TrainingLib.jars()),
                                runner),
                        strategies),
                results,
                catalogue);
    }

    /** The devices elsewhere that come with the program, and those of a home. */
    public static DeviceCatalogue devices(Settings settings) {
        return DeviceCatalogue.load(List.of(settings.home().resolve("devices")));
    }

    /** Estimates of latencies from what was published for the devices of a catalogue. */
    public static MetricEstimates estimates(DeviceCatalogue devices, Catalogue models) {
        return PoolEstimates.of(devices, new VariantFeatures(models), Metric.LATENCY);
    }

    /** The targets of a home, with every runtime that comes with the platform or lies in the home. */
    public static Profiles profiles(Settings settings) {
        return Profiles.load(settings.home().resolve("profiles"), runtimes(settings));
    }

    /** The runtimes that come with the platform, where the launcher says that they are, and those of a home. */
    public static Runtimes runtimes(Settings settings) {
        return Runtimes.builtIn(Path.of(System.getProperty("tradespace.runtimes", "runtimes")))
                .with(
                        settings.home().resolve("runtimes"),
                        settings.home().resolve("cache").resolve("runtimes"));
    }

    /** What to start a platform with. */
    public PlatformParts parts() {
        return parts;
    }

    @Override
    public void close() {
        results.close();
        catalogue.close();
    }
}
