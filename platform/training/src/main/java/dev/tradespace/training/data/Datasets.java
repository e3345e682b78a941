package dev.tradespace.training.data;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.training.DatasetFacts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The datasets that a home has: drawn ones, known ones that were fetched or lie in a folder that was named, and the user's own folders under the names they were
 * registered by. What is asked for may be read whole and checked, so every method may block. Safe for use by several threads.
 */
public final class Datasets {
    private static final String PREPARED = "prepared";

    private final Path home;
    private final List<Path> dataFolders;
    private final @Nullable URI mirror;
    private final Registry registry;
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();

    private Datasets(Path home, List<Path> dataFolders, @Nullable URI mirror) {
        this.home = home.toAbsolutePath();
        this.dataFolders = dataFolders.stream().map(Path::toAbsolutePath).toList();
        this.mirror = mirror;
        this.registry = new Registry(this.home.resolve("datasets"));
    }

    /**
     * The datasets of a home.
     *
     * @param dataFolders where the files of known datasets may lie too, directly or one folder below
     */
    public static Datasets at(Path home, List<Path> dataFolders) {
        return new Datasets(home, dataFolders, null);
    }

    /**
     * The same, but fetched from elsewhere.
     *
     * @param mirror has a folder for every known dataset, by its id; ends in a slash
     */
    public Datasets mirroredAt(URI mirror) {
        return new Datasets(home, dataFolders, mirror);
    }

    /** A dataset that is here, not yet read. */
    private interface Source {
        String note();

        /** Changes whenever the files do. */
        String fingerprint() throws IOException;

        Dataset read(Progress progress) throws IOException;
    }

    private record Drawn() implements Source {
        @Override
        public String note() {
            return "built in";
        }

        @Override
        public String fingerprint() {
            return SyntheticShapes.DIGEST;
        }

        @Override
        public Dataset read(Progress progress) {
            return new SyntheticShapes();
        }
    }

    private record Known(KnownDataset dataset, List<Path> files) implements Source {
        @Override
        public String note() {
            return String.valueOf(files.get(0).getParent());
        }

        @Override
        public String fingerprint() throws IOException {
            StringBuilder text = new StringBuilder();
            for (Path file : files) {
                text.append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('\n');
            }
            return text.toString();
        }

        @Override
        public Dataset read(Progress progress) throws IOException {
            return dataset.read(files);
        }
    }

    private record Own(String id, Path folder, Path indexFile) implements Source {
        @Override
        public String note() {
            return folder.toString();
        }

        /** Not needed: the index knows each file. */
        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public Dataset read(Progress progress) throws IOException {
            ImageIndex index = ImageIndex.read(indexFile);
            try {
                return ImageFolder.read(id, folder, index, progress);
            } finally {
                index.write(indexFile);
            }
        }
    }

    /** Every dataset there is, the known ones that are not here too. */
    public List<Listing> list() throws IOException {
        List<Listing> all = new ArrayList<>();
        all.add(listing(SyntheticShapes.ID, new SyntheticShapes().facts().title()));
        for (KnownDataset known : KnownDataset.all()) {
            all.add(listing(known.id(), known.title()));
        }
        for (String id : registry.ids()) {
            all.add(listing(id, id));
        }
        return all;
    }

    private Listing listing(String id, String title) throws IOException {
        try {
            Source source = source(id);
            return new Listing(id, title, Optional.of(facts(id)), source.note());
        } catch (NoSuchDataset | BadDataset unusable) {
            return new Listing(id, title, Optional.empty(), String.valueOf(unusable.getMessage()));
        }
    }

    /** Why a dataset cannot be used, as far as can be said without reading it; empty if it is here. */
    public List<Problem> problems(String id) {
        try {
            source(id);
            return List.of();
        } catch (IOException missing) {
            return List.of(new Problem("", String.valueOf(missing.getMessage())));
        }
    }

    /**
     * What everybody may know of a dataset; read whole the first time, remembered until its files change.
     *
     * @throws NoSuchDataset if there is none of this name
     * @throws BadDataset if it should not be used, with everything that is wrong with it
     */
    public DatasetFacts facts(String id) throws IOException {
        Source source = source(id);
        if (source instanceof Drawn) {
            return new SyntheticShapes().facts();
        }
        if (source instanceof Own) {
            return source.read(Progress.SILENT).facts();
        }
        FactsFile file = new FactsFile(registry.folder(id).resolve("facts.json"));
        String fingerprint = source.fingerprint();
        Optional<DatasetFacts> kept = file.read(fingerprint);
        if (kept.isPresent()) {
            return kept.get();
        }
        DatasetFacts facts = source.read(Progress.SILENT).facts();
        file.write(fingerprint, facts);
        return facts;
    }

    /**
     * A dataset, checked.
     *
     * @throws NoSuchDataset if there is none of this name
     * @throws BadDataset if it should not be used, with everything that is wrong with it
     */
    public Dataset open(String id) throws IOException {
        return source(id).read(Progress.SILENT);
    }

    /**
     * The prepared file of a dataset, made if it is not there yet.
     *
     * @param progress hears the images of the preparation, if one is needed
     */
    public Path prepared(String id, int resolution, Progress progress) throws IOException {
        Dataset dataset = open(id);
        Path file = preparedFile(dataset.facts().digest(), resolution);
        synchronized (locks.computeIfAbsent(file, first -> new Object())) {
            if (!Files.isRegularFile(file)) {
                Files.createDirectories(home.resolve(PREPARED));
                Prepared.prepare(dataset, resolution, file, progress);
            }
        }
        return file;
    }

    /** The file that a dataset of this digest was prepared as, whatever has become of its images since; empty if it never was. */
    public Optional<Path> prepared(String digest, int resolution) {
        return Optional.of(preparedFile(digest, resolution)).filter(Files::isRegularFile);
    }

    private Path preparedFile(String digest, int resolution) {
        return home.resolve(PREPARED).resolve(digest + "-" + resolution + ".data");
    }

    /**
     * Downloads a known dataset; goes on with what an earlier try left.
     *
     * @param progress hears the bytes
     * @throws NoSuchDataset if there is nothing to fetch by this name
     */
    public void fetch(String id, Progress progress) throws IOException {
        KnownDataset known = known(id)
                .orElseThrow(() -> new NoSuchDataset(id + " cannot be fetched; those that can are "
                        + String.join(
                                ", ",
                                KnownDataset.all().stream()
                                        .map(KnownDataset::id)
                                        .toList())));
        Path folder = Files.createDirectories(registry.folder(id));
        URI base = mirror == null ? known.place() : mirror.resolve(id + "/");
        long before = 0;
        for (RemoteFile file : known.files()) {
            long start = before;
            new Download(file, base, folder, (done, total) -> progress.at(start + done, known.bytes())).run();
            before += file.bytes();
        }
    }

    /**
     * Takes a user's own folder of images in, after reading and checking it; it stays where it is.
     *
     * @param progress hears the files
     * @return its id: the folder's name in kebab-case, with digits behind it where another dataset has that; the same for the same folder
     * @throws BadDataset with everything that is wrong with the folder
     */
    public String register(Path folder, Progress progress) throws IOException {
        Optional<String> before = registered(folder);
        if (before.isPresent()) {
            facts(before.get());
            return before.get();
        }
        Path images = folder.toAbsolutePath().normalize();
        ImageIndex index = new ImageIndex();
        String name = Registry.kebab(images);
        DatasetFacts facts = ImageFolder.read(name, images, index, progress).facts();
        String id = ids().contains(name) ? name + "-" + facts.digest().substring(0, 6) : name;
        registry.register(id, images);
        index.write(registry.folder(id).resolve("index.json"));
        return id;
    }

    /** The id that a folder was registered by, which need not be there any more; empty if it never was. */
    public Optional<String> registered(Path folder) throws IOException {
        Optional<Path> images = Optional.of(folder.toAbsolutePath().normalize());
        for (String id : registry.ids()) {
            if (registry.images(id).equals(images)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** Whether there is a dataset of this name, be it one that is not here yet. */
    public boolean knows(String id) throws IOException {
        return ids().contains(id);
    }

    /**
     * What a folder holds: the files of a known dataset, or one's own images, every one of which is decoded.
     *
     * @param progress hears the files
     * @throws BadDataset with everything that is wrong with it
     */
    public Dataset inspect(Path folder, Progress progress) throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        for (KnownDataset known : KnownDataset.all()) {
            Optional<List<Path>> files = known.in(place);
            if (files.isPresent() && !known.isForeign(files.get())) {
                return known.read(files.get());
            }
        }
        return ImageFolder.decode(Registry.kebab(place), place, progress);
    }

    private static Optional<KnownDataset> known(String id) {
        return KnownDataset.all().stream()
                .filter(known -> known.id().equals(id))
                .findFirst();
    }

    private Source source(String id) throws IOException {
        if (id.equals(SyntheticShapes.ID)) {
            return new Drawn();
        }
        Optional<KnownDataset> known = known(id);
        if (known.isPresent()) {
            return located(known.get());
        }
        Optional<Path> own = registry.images(id);
        if (own.isPresent()) {
            if (!Files.isDirectory(own.get())) {
                throw new NoSuchDataset("the images of " + id + " are gone: there is no folder " + own.get());
            }
            return new Own(id, own.get(), registry.folder(id).resolve("index.json"));
        }
        throw new NoSuchDataset("there is no dataset " + id + "; there are " + String.join(", ", ids()));
    }

    private List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>(List.of(SyntheticShapes.ID));
        KnownDataset.all().forEach(known -> ids.add(known.id()));
        ids.addAll(registry.ids());
        return ids;
    }

    /**
     * Keeps in the home where a known dataset was found, for those who were not told of its folder.
     *
     * @throws NoSuchDataset if it is not there, or there is none of this name
     */
    public void remember(String id) throws IOException {
        if (source(id) instanceof Known known) {
            Path folder = known.files().get(0).toAbsolutePath().normalize().getParent();
            if (folder != null && !folder.equals(registry.folder(id))) {
                registry.register(id, folder);
            }
        }
    }

    private Known located(KnownDataset known) throws IOException {
        List<Path> candidates = new ArrayList<>(List.of(registry.folder(known.id())));
        registry.images(known.id()).ifPresent(candidates::add);
        for (Path folder : dataFolders) {
            candidates.add(folder.resolve(known.id()));
            candidates.add(folder);
            candidates.addAll(Registry.folders(folder));
        }
        for (Path candidate : candidates) {
            Optional<List<Path>> files = known.in(candidate);
            if (files.isPresent() && !known.isForeign(files.get())) {
                return new Known(known, files.get());
            }
        }
        throw new NoSuchDataset(known.id() + " is not here; `tradespace data fetch " + known.id() + "` downloads "
                + (known.bytes() + 500_000) / 1_000_000 + " MB, or name its folder with --data-dir");
    }
}
