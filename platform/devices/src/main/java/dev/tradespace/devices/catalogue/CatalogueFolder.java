package dev.tradespace.devices.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a part of the catalogue lies: {@code devices.csv}, {@code sources.csv}, {@code networks.csv} and {@code rows/<source>.csv}. */
interface CatalogueFolder {
    /** For people, before the name of a file. */
    String title();

    /** A file of it; empty where there is none. */
    Optional<InputStream> open(String name) throws IOException;

    /** The part that comes with the program. */
    static CatalogueFolder builtIn() {
        return new CatalogueFolder() {
            @Override
            public String title() {
                return "";
            }

            @Override
            public Optional<InputStream> open(String name) {
                return Optional.ofNullable(CatalogueFolder.class.getResourceAsStream(name));
            }
        };
    }

    /** A folder of a user's. */
    static CatalogueFolder of(Path folder) {
        return new CatalogueFolder() {
            @Override
            public String title() {
                return folder + "/";
            }

            @Override
            public Optional<InputStream> open(String name) throws IOException {
                Path file = folder.resolve(name);
                return Files.exists(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
            }
        };
    }
}
