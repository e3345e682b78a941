package dev.tradespace.training.data.home;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetFactsFile;
import dev.tradespace.training.data.DatasetName;
import dev.tradespace.training.data.DatasetSource;
import dev.tradespace.training.data.folder.FolderReading;
import dev.tradespace.training.data.folder.ImageFolder;
import dev.tradespace.training.data.folder.ImageIndex;
import dev.tradespace.training.data.folder.RegisteredFolder;
import dev.tradespace.training.data.folder.UserFolder;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.FileStamp;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.io.UnreadableFile;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.data.published.Download;
import dev.tradespace.training.data.published.ProxyVariables;
import dev.tradespace.training.data.published.PublicDataset;
import dev.tradespace.training.data.published.PublicDatasetFiles;
import dev.tradespace.training.data.published.RemoteFile;
import dev.tradespace.training.data.synthetic.SyntheticShapes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The datasets that a home has: drawn ones, known ones that were fetched or lie in a folder that was named, and the
 * user's own folders under the names they were registered by. What is asked for may be read whole and checked, so every
 * method may block. Safe for use by several threads.
 */
public final class Datasets {
    private static final String PREPARED = "prepared";
    private static final String INDEX = "index.json";

    private final Path home;
    private final List<Path> dataFolders;
    private final @Nullable URI mirror;
    private final DatasetRegistry registry;
    private final LongSupplier clock;
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();
    private final Object registering = new Object();
    private final Map<String, DatasetSource> sources = new ConcurrentHashMap<>();

    private Datasets(Path home, List<Path> dataFolders, @Nullable URI mirror, LongSupplier clock) {
        this.home = home.toAbsolutePath();
        this.dataFolders = dataFolders.stream().map(Path::toAbsolutePath).toList();
        this.mirror = mirror;
        this.clock = clock;
        this.registry = new DatasetRegistry(this.home.resolve("datasets"));
    }

    /**
     * The datasets of a home.
     *
     * @param dataFolders where the files of known datasets may lie too, directly or one folder below
     */
    public static Datasets at(Path home, List<Path> dataFolders) {
        return new Datasets(home, dataFolders, null, FileStamp::now);
    }

    /**
     * The same, but fetched from elsewhere.
     *
     * @param mirror has a folder for every known dataset, by its id; ends in a slash
     */
    public Datasets mirroredAt(URI mirror) {
        return new Datasets(home, dataFolders, mirror, clock);
    }

    /** The same by another clock. */
    public Datasets timedBy(LongSupplier other) {
        return new Datasets(home, dataFolders, mirror, other);
    }

    /** Every dataset there is, the known ones that are not here too. */
    public List<DatasetListing> list() throws IOException {
        List<DatasetListing> all = new ArrayList<>();
        all.add(listing(SyntheticShapes.ID, new SyntheticShapes().facts().title()));
        for (PublicDataset known : PublicDataset.all()) {
            all.add(listing(known.id(), known.title()));
        }
        for (String id : registry.ids()) {
            all.add(listing(id, id));
        }
        return all;
    }

    private DatasetListing listing(String id, String title) {
        try {
            DatasetSource source = source(id);
            return new DatasetListing(id, title, Optional.of(source.facts()), source.note());
        } catch (IOException unusable) {
            return new DatasetListing(id, title, Optional.empty(), UnreadableFile.message(unusable));
        }
    }

    /** Why a dataset cannot be used, as far as can be said without reading it; empty if it is here. */
    public List<Problem> problems(String id) {
        try {
            source(id);
            return List.of();
        } catch (IOException missing) {
            return List.of(new Problem("", UnreadableFile.message(missing)));
        }
    }

    /**
     * What everybody may know of a dataset; read whole the first time, remembered until its files change. May be some
     * seconds old: for showing it.
     *
     * @throws NoSuchDataset if there is none of this name
     * @throws BadDataset if it should not be used, with everything that is wrong with it
     */
    public DatasetFacts facts(String id) throws IOException {
        return source(id).facts();
    }

    /**
     * The same as {@link #facts}, but as it is now: for whoever begins something with it.
     *
     * @throws NoSuchDataset if there is none of this name
     * @throws BadDataset if it should not be used, with everything that is wrong with it
     */
    public DatasetFacts currentFacts(String id) throws IOException {
        DatasetSource source = source(id);
        return source instanceof UserFolder ? source.current().facts() : source.facts();
    }

    /**
     * The dataset that {@link #facts} tells of, checked.
     *
     * @throws NoSuchDataset if there is none of this name
     * @throws BadDataset if it should not be used, with everything that is wrong with it
     */
    public Dataset open(String id) throws IOException {
        return source(id).shown();
    }

    /**
     * The prepared file of a dataset as it is now, made if it is not there yet.
     *
     * @param progress hears the images of the preparation, if one is needed
     */
    public Path prepared(String id, int resolution, ProgressListener progress) throws IOException {
        Dataset dataset = source(id).current();
        Path file = preparedFile(dataset.facts().digest(), resolution);
        synchronized (locks.computeIfAbsent(file, first -> new Object())) {
            if (!Files.isRegularFile(file)) {
                Files.createDirectories(home.resolve(PREPARED));
                PreparedDataset.prepare(dataset, resolution, file, progress);
            }
        }
        return file;
    }

    /**
     * The file that a dataset of this digest was prepared as, whatever has become of its images since; empty if it
     * never was.
     */
    public Optional<Path> prepared(String digest, int resolution) {
        return Optional.of(preparedFile(digest, resolution)).filter(Files::isRegularFile);
    }

    private Path preparedFile(String digest, int resolution) {
        return home.resolve(PREPARED).resolve(digest + "-" + resolution + ".data");
    }

    /**
     * Downloads a known dataset; goes on with what an earlier try left.
     *
     * @param proxies on the way to its place
     * @param progress hears the bytes
     * @throws NoSuchDataset if there is nothing to fetch by this name
     */
    public void fetch(String id, ProxyVariables proxies, ProgressListener progress) throws IOException {
        PublicDataset known = PublicDataset.of(id)
                .orElseThrow(() -> new NoSuchDataset(id + " cannot be fetched; those that can are "
                        + String.join(
                                ", ",
                                PublicDataset.all().stream()
                                        .map(PublicDataset::id)
                                        .toList())));
        Path folder = Files.createDirectories(registry.folder(id));
        URI base = mirror == null ? known.place() : mirror.resolve(id + "/");
        long before = 0;
        for (RemoteFile file : known.files()) {
            long start = before;
            new Download(file, base, folder, proxies, (done, total) -> progress.at(start + done, known.bytes())).run();
            before += file.bytes();
        }
    }

    /**
     * Takes a user's own folder of images in, after reading and checking it; it stays where it is.
     *
     * @param name what to call it; null for its folder's name in kebab-case, with a number behind it where another
     *     dataset has that
     * @param chosen changes how it was read before, or is read as a rule
     * @param progress hears the files
     * @return its id; the same for the same folder
     * @throws BadDataset with everything that is wrong with the folder
     */
    public String register(
            Path folder, @Nullable String name, UnaryOperator<FolderReading> chosen, ProgressListener progress)
            throws IOException {
        Path images = folder.toAbsolutePath().normalize();
        if (name != null && !DatasetName.isName(name)) {
            throw new NoSuchDataset("a dataset's name must be of small letters, digits and single hyphens, such as "
                    + DatasetName.of(images) + ", was " + DatasetName.quoted(name));
        }
        FolderReading reading = chosen.apply(reading(images));
        Optional<String> before = registry.find(images);
        String provisional = before.orElse(DatasetName.of(images));
        Path kept = registry.folder(provisional).resolve(INDEX);
        ImageIndex index = before.isPresent() ? ImageIndex.read(kept, clock) : new ImageIndex(clock);
        ImageFolder.read(provisional, images, reading, index, progress);
        synchronized (registering) {
            return registry.changed(() -> {
                String id = registry.find(images).orElse(free(name, images));
                if (name != null && !id.equals(name)) {
                    throw new NoSuchDataset(images + " is registered already, as " + id);
                }
                Optional<RegisteredFolder> card = registry.card(id);
                if (card.isEmpty() || !card.get().reading().equals(reading)) {
                    registry.register(
                            id,
                            new RegisteredFolder(
                                    card.map(RegisteredFolder::folder).orElse(images), reading));
                }
                index.write(registry.folder(id).resolve(INDEX));
                return id;
            });
        }
    }

    /** A name that no dataset has. */
    private String free(@Nullable String wanted, Path images) throws IOException {
        List<String> taken = ids();
        if (wanted != null) {
            if (taken.contains(wanted)) {
                throw new NoSuchDataset("there is a dataset " + wanted + " already; choose another name");
            }
            return wanted;
        }
        String name = DatasetName.of(images);
        String id = name;
        for (int number = 2; taken.contains(id); number++) {
            id = name + "-" + number;
        }
        return id;
    }

    /**
     * Changes how a registered folder is read.
     *
     * @throws NoSuchDataset if there is none of this name, or it is no folder of images
     */
    public void read(String id, UnaryOperator<FolderReading> chosen) throws IOException {
        if (source(id) instanceof UserFolder own) {
            register(own.card().folder(), null, chosen, ProgressListener.SILENT);
        } else {
            throw new NoSuchDataset(id + " is no folder of images: there are no links in it and nothing to leave out");
        }
    }

    /** The id that a folder was registered by, which need not be there any more; empty if it never was. */
    public Optional<String> registered(Path folder) throws IOException {
        return registry.find(folder.toAbsolutePath().normalize());
    }

    /** How a folder is read if nobody chooses otherwise: as it was registered. */
    private FolderReading reading(Path images) throws IOException {
        Optional<String> id = registry.find(images);
        return id.isEmpty()
                ? FolderReading.STRICT
                : registry.card(id.get()).map(RegisteredFolder::reading).orElse(FolderReading.STRICT);
    }

    /** Whether there is a dataset of this name, be it one that is not here yet. */
    public boolean knows(String id) throws IOException {
        return ids().contains(id);
    }

    /**
     * What a folder holds: the files of a known dataset, or one's own images, every one of which is decoded.
     *
     * @param chosen changes how it is read as a rule, or was read before
     * @param progress hears the files
     * @throws BadDataset with everything that is wrong with it
     */
    public Dataset inspect(Path folder, UnaryOperator<FolderReading> chosen, ProgressListener progress)
            throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        for (PublicDataset known : PublicDataset.all()) {
            Optional<List<Path>> files = known.in(place);
            if (files.isPresent() && !known.isForeign(files.get())) {
                return known.read(files.get());
            }
        }
        return ImageFolder.decode(
                registry.find(place).orElse(DatasetName.of(place)), place, chosen.apply(reading(place)), progress);
    }

    /**
     * The same by name: an own folder is decoded whole, others are checked as they are opened.
     *
     * @throws NoSuchDataset if there is none of this name
     */
    public Dataset inspect(String id, UnaryOperator<FolderReading> chosen, ProgressListener progress)
            throws IOException {
        return source(id) instanceof UserFolder own ? inspect(own.card().folder(), chosen, progress) : open(id);
    }

    private DatasetSource source(String id) throws IOException {
        if (id.equals(SyntheticShapes.ID)) {
            return new SyntheticShapes();
        }
        Optional<PublicDataset> known = PublicDataset.of(id);
        if (known.isPresent()) {
            return located(known.get());
        }
        Optional<RegisteredFolder> card = registry.card(id);
        if (card.isEmpty()) {
            sources.remove(id);
            throw new NoSuchDataset(
                    "there is no dataset " + DatasetName.quoted(id) + "; there are " + String.join(", ", ids()));
        }
        Path folder = card.get().folder();
        if (Files.notExists(folder)) {
            throw new NoSuchDataset("the images of " + id + " are gone: there is no folder " + folder);
        }
        return sources.compute(
                id,
                (same, last) -> last instanceof UserFolder own && own.card().equals(card.get())
                        ? own
                        : new UserFolder(id, card.get(), registry.folder(id).resolve(INDEX), clock));
    }

    private List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>(List.of(SyntheticShapes.ID));
        PublicDataset.all().forEach(known -> ids.add(known.id()));
        ids.addAll(registry.ids());
        return ids;
    }

    /**
     * Keeps in the home where a known dataset was found, for those who were not told of its folder.
     *
     * @throws NoSuchDataset if it is not there, or there is none of this name
     */
    public void remember(String id) throws IOException {
        if (source(id) instanceof PublicDatasetFiles known) {
            Path folder = known.files().get(0).toAbsolutePath().normalize().getParent();
            if (folder != null && !folder.equals(registry.folder(id))) {
                registry.register(id, new RegisteredFolder(folder, FolderReading.STRICT));
            }
        }
    }

    private DatasetSource located(PublicDataset known) throws IOException {
        List<Path> candidates = new ArrayList<>(List.of(registry.folder(known.id())));
        registry.card(known.id()).ifPresent(card -> candidates.add(card.folder()));
        for (Path folder : dataFolders) {
            candidates.add(folder.resolve(known.id()));
            candidates.add(folder);
            candidates.addAll(DatasetRegistry.folders(folder));
        }
        for (Path candidate : candidates) {
            Optional<List<Path>> files = known.in(candidate);
            if (files.isPresent() && !known.isForeign(files.get())) {
                return sources.compute(
                        known.id(),
                        (same, last) -> last instanceof PublicDatasetFiles found
                                        && found.files().equals(files.get())
                                ? found
                                : new PublicDatasetFiles(
                                        known,
                                        files.get(),
                                        new DatasetFactsFile(
                                                registry.folder(known.id()).resolve("facts.json"))));
            }
        }
        throw new NoSuchDataset(known.id() + " is not here; `tradespace data fetch " + known.id() + "` downloads "
                + (known.bytes() + 500_000) / 1_000_000 + " MB, or name its folder with --data-dir");
    }
}
