package dev.tradespace.bench;

import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What it costs that a plugin from a jar lives in a process of its own: the start with all that is asked at loading, a check, and a build, each of
 * configurations that were not asked before, beside the same plugin in this process.
 */
public final class PluginCost {
    private static final int STARTS = 10;
    private static final int WARM_UP = 200;
    private static final double MILLION = 1e6;

    private PluginCost() {}

    /**
     * Prints a line for each cost.
     *
     * @param args a plugin's jar whose families are among the platform's own too, and how many configurations, 500 if absent
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("plugin-cost");
        Path jar = folder.resolve("plugin.jar");
        Files.copy(Path.of(args[0]), jar);
        int calls = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        try {
            double[] starts = new double[STARTS];
            for (int i = 0; i < STARTS; i++) {
                long begin = System.nanoTime();
                outside(folder).close();
                starts[i] = (System.nanoTime() - begin) / MILLION;
            }
            try (Catalogue outside = outside(folder);
                    Catalogue inside = Catalogue.load(PluginCost.class.getClassLoader(), List.of())) {
                Family family = outside.families().iterator().next();
                System.out.println(family.id() + ", " + family.variants().size()
                        + " variants, wall ms, median and 90th percentile");
                print("start, everything that loading asks included", starts);
                run("in a process of its own", outside, family.id(), calls);
                run("in this process", inside, family.id(), calls);
            }
        } finally {
            Files.deleteIfExists(jar);
            Files.deleteIfExists(folder);
        }
    }

    private static Catalogue outside(Path folder) {
        return Catalogue.load(ClassLoader.getPlatformClassLoader(), List.of(folder));
    }

    private static void run(String where, Catalogue catalogue, String id, int calls) {
        Family family = catalogue.families().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the platform has no family " + id));
        SplittableRandom random = new SplittableRandom(1);
        List<Double> checks = new ArrayList<>();
        List<Double> builds = new ArrayList<>();
        while (builds.size() < WARM_UP + calls) {
            Map<String, String> settings = settings(family.space().random(random));
            long begin = System.nanoTime();
            try {
                Model model = catalogue.model(family, settings);
                long checked = System.nanoTime();
                catalogue.build(model);
                builds.add((System.nanoTime() - checked) / MILLION);
                checks.add((checked - begin) / MILLION);
            } catch (BadConfiguration objected) {
                // Not every point of the space is a network.
            }
        }
        print("check " + where, warm(checks));
        print("build and count " + where, warm(builds));
    }

    private static double[] warm(List<Double> times) {
        return times.stream().skip(WARM_UP).mapToDouble(Double::doubleValue).toArray();
    }

    private static Map<String, String> settings(Configuration drawn) {
        Map<String, String> settings = new LinkedHashMap<>();
        drawn.values().forEach((name, value) -> settings.put(name, String.valueOf(value)));
        return settings;
    }

    private static void print(String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT, "%-50s %8.2f %8.2f%n", what, sorted[sorted.length / 2], sorted[sorted.length * 9 / 10]);
    }
}
