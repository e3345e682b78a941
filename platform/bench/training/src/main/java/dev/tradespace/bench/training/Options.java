package dev.tradespace.bench.training;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.core.catalogue.Catalogue;
import java.util.List;
import java.util.function.Supplier;

/**
 * What to compare: {@code --networks resnet20,mobilenet,mbconv,inception,vit --sides executor,torch,libtorch --rounds 5 --seconds 10 --batch 64}.
 *
 * @param networks reference networks, or models of the catalogue ({@code vit/small-w64})
 * @param sides who trains
 * @param rounds of all sides in turn
 * @param seconds measured for each side in each round, after a warm-up of 0.4 times as long
 * @param batch images at once
 */
record Options(List<String> networks, List<String> sides, int rounds, double seconds, int batch) {
    /** Options from the command line; what is not said has the values above. */
    static Options parse(String[] arguments) {
        Arguments given = Arguments.parse(
                arguments,
                "--networks",
                String.join(",", ReferenceNetworks.all().keySet()),
                "--sides",
                "executor,torch,libtorch",
                "--rounds",
                "5",
                "--seconds",
                "10",
                "--batch",
                "64");
        return new Options(
                given.list("--networks"),
                given.list("--sides"),
                given.number("--rounds"),
                given.number("--seconds"),
                given.number("--batch"));
    }

    /** A reference network, or a model of the catalogue. */
    Architecture network(String name) {
        Supplier<Architecture> reference = ReferenceNetworks.all().get(name);
        if (reference != null) {
            return reference.get();
        }
        Catalogue catalogue = Catalogue.load(Options.class.getClassLoader(), List.of());
        return catalogue.build(catalogue.model(name)).architecture();
    }
}
