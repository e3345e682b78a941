package dev.tradespace.core.catalogue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The families of one jar, asked one after the other, so that one that hangs or ends its process keeps no other out. */
final class JarFamilies {
    private final PluginHost host;
    private final PluginLimits limits;
    private final KeptAnswers answers;
    private final List<Family> families = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();

    /**
     * Those of a host's jar.
     *
     * @param answers what it has told before
     */
    JarFamilies(PluginHost host, PluginLimits limits, KeptAnswers answers) {
        this.host = host;
        this.answers = answers;
        this.limits = limits;
    }

    String name() {
        return host.jar().name();
    }

    List<Family> families() {
        return families;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    /** Asks them all; afterwards {@link #families} and {@link #rejected} are complete. */
    void load() {
        host.beginLoading(answers);
        ask();
        if (!rejected.isEmpty() && answers.forget()) {
            families.clear();
            rejected.clear();
            ask();
        }
        host.endLoading(rejected.isEmpty());
    }

    private void ask() {
        long end = System.nanoTime() + limits.loading().toNanos();
        try {
            Fields providers = host.ask("providers", Map.of(), killed -> {});
            providers.list("failures").forEach(failure -> reject(String.valueOf(failure)));
            List<Object> names = providers.list("names");
            for (Object name : names) {
                if (System.nanoTime() > end) {
                    reject("plugin " + name + ": not tried, for its jar has taken more than "
                            + limits.loading().toSeconds() + " s");
                } else {
                    take(String.valueOf(name), end);
                }
            }
            if (families.isEmpty() && rejected.isEmpty()) {
                reject("its service file names no plugin of its own");
            }
        } catch (HostFailure | IllegalArgumentException failed) {
            reject(String.valueOf(failed.getMessage()));
        }
    }

    private void take(String className, long end) {
        try {
            Fields described = host.ask("describe", Map.of("class", className), killed -> {});
            if (described.has(FamilyWorker.THREW)) {
                reject(PlainText.of(described.text(FamilyWorker.THREW), 1_000));
                return;
            }
            OutsideFamily outside = new OutsideFamily(host, className, described);
            Family family = Gate.family(outside, host.jar().origin());
            for (Variant variant : family.variants()) {
                if (System.nanoTime() > end) {
                    throw new PluginFailure("plugin " + family.id() + ": its variants took more than "
                            + limits.loading().toSeconds() + " s to build");
                }
                tryOut(family, outside, variant);
            }
            families.add(family);
        } catch (PluginFailure refused) {
            reject(String.valueOf(refused.getMessage()));
        } catch (HostFailure | IllegalArgumentException failed) {
            reject("plugin " + className + ": " + failed.getMessage());
        }
    }

    /** A variant must pass the plugin's own check and build, twice the same. */
    private static void tryOut(Family family, OutsideFamily outside, Variant variant) {
        Configuration configuration = variant.configuration();
        List<Problem> problems = Gate.check(family, configuration);
        if (!problems.isEmpty()) {
            throw new PluginFailure("plugin " + family.id() + ": it refuses its own variant " + variant.name() + ": "
                    + problems.get(0));
        }
        Architecture network = Gate.build(family, configuration);
        if (!Gate.build(family, configuration).digest().equals(network.digest())) {
            throw new PluginFailure("plugin " + family.id() + ": build(" + configuration
                    + ") must always build the same network, built two that differ");
        }
        outside.keep(configuration, network);
    }

    private void reject(String reason) {
        rejected.add(new Rejected(name(), reason));
    }
}
