package dev.tradespace.devices.catalogue;

import dev.tradespace.api.check.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All devices and all published rows, those that come with the program and those of a user's home. It is read when it is first asked, once; after that it does
 * not change. Any thread may ask.
 */
public final class DeviceCatalogue {
    private final Supplier<Index> index;

    private DeviceCatalogue(List<CatalogueFolder> folders) {
        index = new Once(folders);
    }

    /** Reads on the first question. */
    private static final class Once implements Supplier<Index> {
        private final List<CatalogueFolder> folders;
        private @Nullable Index index;

        Once(List<CatalogueFolder> folders) {
            this.folders = folders;
        }

        @Override
        public synchronized Index get() {
            Index read = index;
            if (read == null) {
                read = Index.of(CatalogueReader.read(folders));
                index = read;
            }
            return read;
        }
    }

    /** What was read, by what it is asked for. */
    private record Index(
            CatalogueReader.Contents contents,
            Map<String, PublishedTarget> targets,
            Map<String, List<PublishedTarget>> byDevice,
            Map<String, List<PublishedRow>> rows) {
        static Index of(CatalogueReader.Contents contents) {
            Map<String, PublishedTarget> targets = new LinkedHashMap<>();
            Map<String, List<PublishedRow>> rows = new LinkedHashMap<>();
            for (PublishedRow row : contents.rows()) {
                String id = row.target().id();
                targets.putIfAbsent(id, row.target());
                rows.computeIfAbsent(id, first -> new ArrayList<>()).add(row);
            }
            rows.replaceAll((id, own) -> Collections.unmodifiableList(own));
            return new Index(
                    contents,
                    targets,
                    targets.values().stream().collect(Collectors.groupingBy(PublishedTarget::device)),
                    rows);
        }
    }

    /** The catalogue that comes with the program. */
    public static DeviceCatalogue builtIn() {
        return load(List.of());
    }

    /**
     * The same and what lies in further folders: {@code devices/} of a home. A row there replaces one of the same target, network and metric, unless its source is older.
     *
     * @param folders those that do not exist count as empty
     */
    public static DeviceCatalogue load(List<Path> folders) {
        List<CatalogueFolder> all = new ArrayList<>();
        all.add(CatalogueFolder.builtIn());
        folders.forEach(folder -> all.add(CatalogueFolder.of(folder)));
        return new DeviceCatalogue(all);
    }

    /** Every device, those of the program first. */
    public List<Device> devices() {
        return List.copyOf(index.get().contents().devices().all());
    }

    /** The device of an id, a name or an alias, in any case and punctuation. */
    public Optional<Device> device(String idOrAlias) {
        return index.get().contents().devices().find(idOrAlias);
    }

    /** Where rows come from. */
    public List<Source> sources() {
        return index.get().contents().sources();
    }

    /** Every target that has a row. */
    public List<PublishedTarget> targets() {
        return List.copyOf(index.get().targets().values());
    }

    /** The targets of a device that have a row, by the device's id. */
    public List<PublishedTarget> targets(String device) {
        return index.get().byDevice().getOrDefault(device, List.of());
    }

    /** The target of an id. */
    public Optional<PublishedTarget> target(String id) {
        return Optional.ofNullable(index.get().targets().get(id));
    }

    /** The rows of a target; empty where there are none. */
    public List<PublishedRow> rows(String targetId) {
        return index.get().rows().getOrDefault(targetId, List.of());
    }

    /** All rows. */
    public List<PublishedRow> rows() {
        return index.get().contents().rows();
    }

    /** What is wrong with the files; what is right in them is there all the same. */
    public List<Problem> problems() {
        return index.get().contents().problems();
    }

    /** What two files say differently; the newer source stands. */
    public List<Problem> contradictions() {
        return index.get().contents().contradictions();
    }

    /**
     * What further rows are read against.
     *
     * @param source who published them; the networks of a source that the catalogue knows are known by its names
     * @param macs the multiply-accumulates of a variant's id; empty where there is no such variant
     */
    public RowContext context(Source source, Function<String, OptionalLong> macs) {
        CatalogueReader.Contents contents = index.get().contents();
        return new RowContext(contents.devices(), contents.networks(), source, null, macs);
    }
}
