package dev.tradespace.core.catalogue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.analysis.Analysis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All families, built in and from outside, and the models that ids name. Immutable but for the networks that it keeps; any thread may ask. */
public final class Catalogue implements AutoCloseable {
    /** Longer texts are no misspelt ids, and comparing them would take long. */
    private static final int LONGEST_GUESS = 100;

    /** Of networks that are kept: about 30 MB. */
    private static final int MOST_LAYERS = 100_000;

    private final Map<String, Family> families;
    private final List<Rejected> rejected;
    private final PluginHosts hosts;
    private final PluginWatch watch;
    private final Function<String, Optional<String>> idOfName;
    private final Set<String> told;
    /** Those of variants are kept for good. Families never change under a catalogue ({@link PluginWatch}). */
    private final AnswerCache<ModelId, Built> built;

    private Catalogue(Map<String, Family> families, List<Rejected> rejected, PluginHosts hosts, PluginWatch watch) {
        this.families = Collections.unmodifiableMap(new LinkedHashMap<>(families));
        this.rejected = List.copyOf(rejected);
        this.hosts = hosts;
        this.watch = watch;
        this.idOfName = name -> Optional.empty();
        this.told = new HashSet<>();
        this.built = new AnswerCache<>(
                MOST_LAYERS,
                network -> network.model().isVariant()
                        ? 0
                        : network.architecture().layers().size());
    }

    private Catalogue(Catalogue other, Function<String, Optional<String>> idOfName) {
        this.families = other.families;
        this.rejected = other.rejected;
        this.hosts = other.hosts;
        this.watch = other.watch;
        this.idOfName = idOfName;
        this.told = other.told;
        this.built = other.built;
    }

    /**
     * The same catalogue, which takes short names of models for their ids, too; closing either closes both.
     *
     * @param ids the id of a short name; empty where nobody knows it
     */
    public Catalogue knowing(Function<String, Optional<String>> ids) {
        return new Catalogue(this, ids);
    }

    /**
     * The catalogue of the class path and of folders of plugin jars; folders that do not exist count as empty.
     *
     * @param folders in order: an id taken by an earlier one stays with it
     */
    public static Catalogue load(ClassLoader builtIn, List<Path> folders) {
        return load(builtIn, folders, null, PluginLimits.USUAL);
    }

    /**
     * The same, with what jars have told of themselves kept for the next time.
     *
     * @param cache the folder for that, made when it is needed
     */
    public static Catalogue load(ClassLoader builtIn, List<Path> folders, Path cache) {
        return load(builtIn, folders, cache, PluginLimits.USUAL);
    }

    static Catalogue load(ClassLoader builtIn, List<Path> folders, @Nullable Path cache, PluginLimits limits) {
        PluginWatch watch = new PluginWatch(folders);
        PluginHosts hosts = new PluginHosts(limits);
        PluginLoader loader = new PluginLoader(hosts);
        loader.loadBuiltIn(builtIn);
        loader.loadFolders(folders.stream().filter(Files::exists).toList(), cache);
        return new Catalogue(loader.families(), loader.rejected(), hosts, watch);
    }

    /** Ends the processes of the jars; what was asked before stays known. */
    @Override
    public void close() {
        hosts.close();
    }

    /** Every family, built in ones first. */
    public Collection<Family> families() {
        return families.values();
    }

    /** Plugins that were not taken in, and why. */
    public List<Rejected> rejected() {
        return rejected;
    }

    /** How the jars of the plugin folders are doing: those that bring families, and all in which something is not as it should be; by name. */
    public List<PluginReport> plugins() {
        Map<String, List<String>> problems = new TreeMap<>();
        rejected.forEach(each -> problems.computeIfAbsent(each.name(), first -> new ArrayList<>())
                .add(each.reason()));
        Map<String, PluginHost> asked = new TreeMap<>();
        for (PluginHost host : hosts.all()) {
            String name = host.jar().name();
            asked.put(name, host);
            host.setAside().ifPresent(why -> problems.computeIfAbsent(name, first -> new ArrayList<>())
                    .add("it is set aside: " + why + "; what was known of its families stays"));
        }
        watch.changes().forEach((name, change) -> problems.computeIfAbsent(name, first -> new ArrayList<>())
                .add("it " + change));
        Set<String> names = new TreeSet<>(asked.keySet());
        names.addAll(problems.keySet());
        return names.stream()
                .map(name -> new PluginReport(
                        name,
                        asked.containsKey(name) ? asked.get(name).jar().origin().digest() : null,
                        familiesOf(name),
                        problems.getOrDefault(name, List.of())))
                .toList();
    }

    /** The folders whose jars were read. */
    public List<Path> folders() {
        return watch.folders();
    }

    /** Looks at the plugin folders again: what is wrong with a jar, or has changed, and was not told before; reads files. */
    public List<String> news() {
        synchronized (told) {
            watch.look();
            return unheard();
        }
    }

    private List<String> unheard() {
        return plugins().stream()
                .flatMap(plugin -> plugin.problems().stream().map(problem -> plugin.name() + ": " + problem))
                .filter(told::add)
                .toList();
    }

    private List<String> familiesOf(String source) {
        return families.values().stream()
                .filter(family -> family.source().equals(source))
                .map(Family::id)
                .toList();
    }

    /** Every variant as a model, family by family. */
    public List<Model> variants() {
        List<Model> models = new ArrayList<>();
        for (Family family : families.values()) {
            for (Variant variant : family.variants()) {
                models.add(Model.of(family, variant));
            }
        }
        return models;
    }

    /** The variants whose id matches a glob. */
    public List<Model> match(String glob) {
        return variants().stream()
                .filter(model -> Globs.matches(glob, model.id().toString()))
                .toList();
    }

    /**
     * The model of an id, {@code family/name} or {@code family/name[key=value,...]}, or of a short name.
     *
     * @throws UnknownModel if there is no such family or variant
     * @throws BadConfiguration with everything that is wrong with the settings
     * @throws PluginFailure if its plugin throws when asked about them
     */
    public Model model(String id) {
        return model(id, Map.of());
    }

    /**
     * The model of an id with further settings laid over it.
     *
     * @throws UnknownModel if there is no such family or variant
     * @throws BadConfiguration with everything that is wrong with the settings
     * @throws PluginFailure if its plugin throws when asked about them
     */
    public Model model(String id, Map<String, String> further) {
        if (ModelId.isShort(id)) {
            return model(
                    idOfName.apply(id)
                            .orElseThrow(() -> new UnknownModel("no network of the short name " + id
                                    + " was ever measured, trained or searched in this home")),
                    further);
        }
        return model(parsed(id), further);
    }

    private ModelId parsed(String id) {
        try {
            return ModelId.parse(id);
        } catch (UnknownModel bad) {
            throw ModelId.isForm(id) ? bad : new UnknownModel(bad.getMessage() + nearest(id));
        }
    }

    private Model model(ModelId id, Map<String, String> further) {
        Family family = families.get(id.family());
        if (family == null) {
            throw new UnknownModel(
                    "there is no family " + id.family() + "; there are " + String.join(", ", families.keySet()));
        }
        Variant variant = family.variant(id.variant())
                .orElseThrow(() -> new UnknownModel(
                        "there is no variant " + id.bare() + nearest(id.bare().toString())));
        Map<String, String> settings = new TreeMap<>(id.settings());
        settings.putAll(further);
        return Model.of(family, variant, family.space().configure(variant.configuration(), settings));
    }

    /**
     * The model of a family's defaults with settings laid over them; its id is told from the family's first variant.
     *
     * @param settings values, or texts that mean them
     * @throws BadConfiguration with everything that is wrong with the settings
     * @throws PluginFailure if its plugin throws when asked about them
     */
    public Model model(Family family, Map<String, ?> settings) {
        Configuration configuration = family.space().configure(family.space().defaults(), settings);
        return Model.of(family, family.variants().get(0), configuration);
    }

    /**
     * A model's network, counted.
     *
     * @throws PluginFailure if its plugin throws or returns what it must not
     */
    public Built build(Model model) {
        return built.get(model.id(), () -> fresh(model));
    }

    /**
     * The network of an id, counted.
     *
     * @throws UnknownModel if there is no such family or variant
     * @throws BadConfiguration with everything that is wrong with the settings
     * @throws PluginFailure if its plugin throws or returns what it must not
     */
    public Built build(ModelId id) {
        return built.find(id).orElseGet(() -> build(model(id, Map.of())));
    }

    private static Built fresh(Model model) {
        Architecture architecture = Gate.build(model.family(), model.configuration());
        return new Built(model, architecture, Analysis.of(architecture));
    }

    /** The id that was perhaps meant, as the end of a sentence. */
    private String nearest(String id) {
        if (id.length() > LONGEST_GUESS) {
            return "";
        }
        return variants().stream()
                .map(model -> model.id().toString())
                // Who leaves the family out means the variant's name.
                .min(Comparator.comparingInt(candidate ->
                        distance(id.contains("/") ? candidate : candidate.substring(candidate.indexOf('/') + 1), id)))
                .map(candidate -> "; did you mean " + candidate + "? `tradespace list variants` shows them all")
                .orElse("");
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
