/** What a plugin author imports: architectures, search spaces, runtimes, metrics and the geometry of trade-offs. */
module dev.tradespace.api {
    requires static org.jspecify;

    exports dev.tradespace.api.arch;
    exports dev.tradespace.api.check;
    exports dev.tradespace.api.metric;
    exports dev.tradespace.api.op;
    exports dev.tradespace.api.pareto;
    exports dev.tradespace.api.plugin;
    exports dev.tradespace.api.quantization;
    exports dev.tradespace.api.runtime;
    exports dev.tradespace.api.search;
    exports dev.tradespace.api.space;
    exports dev.tradespace.api.training;
}
