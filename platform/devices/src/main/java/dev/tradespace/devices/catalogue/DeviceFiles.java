package dev.tradespace.devices.catalogue;

import dev.tradespace.core.file.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Adds imported rows to {@code devices/} of a home, where the next {@link DeviceCatalogue#load} finds them. */
public final class DeviceFiles {
    private DeviceFiles() {}

    /** The folder of a home that the catalogue is loaded from. */
    public static Path folder(Path home) {
        return home.resolve("devices");
    }

    /**
     * Adds rows and the devices that they are about. A row replaces an earlier one of the same target, network and metric. Each file is replaced whole or not at
     * all, devices and sources before the rows that name them; who adds at the same time waits.
     *
     * @param imported rows of one source
     * @return the file that the rows are in
     * @throws IOException if the home cannot be written, or holds a file that cannot be read
     */
    public static Path add(Path home, Source source, ImportedRows imported) throws IOException {
        Path folder = folder(home);
        Files.createDirectories(folder.resolve("rows"));
        // The system's lock, which goes with the channel, keeps other processes out, and Java's those of this one.
        synchronized (DeviceFiles.class) {
            try (FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                return addAlone(folder, source, imported);
            }
        }
    }

    private static Path addAlone(Path folder, Source source, ImportedRows imported) throws IOException {
        CatalogueReader.Contents before = CatalogueReader.read(CatalogueFolder.builtIn(), CatalogueFolder.of(folder));
        if (!before.problems().isEmpty()) {
            throw new IOException("nothing was added, for what is there already is not right: "
                    + before.problems().get(0));
        }
        Map<String, List<String>> devices = new LinkedHashMap<>();
        DeviceCatalogue builtIn = DeviceCatalogue.builtIn();
        before.devices().all().stream()
                .filter(device ->
                        builtIn.device(device.id()).filter(device::equals).isEmpty())
                .forEach(device -> devices.put(device.id(), cells(device)));
        imported.devices().forEach(device -> devices.put(device.id(), cells(device)));
        write(folder.resolve("devices.csv"), CatalogueReader.DEVICES, devices);
        Map<String, List<String>> sources = new LinkedHashMap<>();
        before.sources().forEach(known -> sources.put(known.id(), cells(known)));
        sources.put(source.id(), cells(source));
        write(folder.resolve("sources.csv"), CatalogueReader.SOURCES, sources);
        Map<PublishedRow.Key, List<String>> rows = new LinkedHashMap<>();
        before.rows().stream()
                .filter(row -> row.source().id().equals(source.id()))
                .forEach(row -> rows.put(row.key(), RowsCsv.cells(row)));
        imported.rows().forEach(row -> rows.put(row.key(), RowsCsv.cells(row)));
        Path file = folder.resolve("rows").resolve(source.id() + ".csv");
        write(file, RowsCsv.COLUMNS, rows);
        return file;
    }

    private static void write(Path file, List<String> columns, Map<?, List<String>> rows) throws IOException {
        WholeFile.write(file, out -> CsvTable.write(out, columns, new ArrayList<>(rows.values())));
    }

    private static List<String> cells(Device device) {
        return List.of(
                device.id(),
                device.name(),
                device.kind().id(),
                device.chip(),
                String.join(CatalogueReader.BAR, device.aliases()),
                kib(device.ramBytes()),
                kib(device.flashBytes()),
                device.memorySource(),
                of(device, DevicePower::idleWatts),
                of(device, DevicePower::loadWatts),
                of(device, DevicePower::cores),
                of(device, DevicePower::source));
    }

    private static String of(Device device, Function<DevicePower, Object> part) {
        return Optional.ofNullable(device.power())
                .map(part)
                .map(Object::toString)
                .orElse("");
    }

    private static String kib(long bytes) {
        return bytes == 0 ? "" : String.valueOf(bytes / CatalogueReader.KIB);
    }

    private static List<String> cells(Source source) {
        return List.of(
                source.id(),
                source.title(),
                source.url(),
                source.commit(),
                source.licence(),
                source.date().toString(),
                source.statistic(),
                source.conditions());
    }
}
