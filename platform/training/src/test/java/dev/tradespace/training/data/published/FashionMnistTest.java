package dev.tradespace.training.data.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.SampleFiles;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.home.NoSuchDataset;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real Fashion-MNIST, where the system property or environment variable says that it is at hand. */
class FashionMnistTest {
    private static final String ID = "fashion-mnist";

    @TempDir
    private Path home;

    private Path data = Path.of("");

    @BeforeEach
    void findData() {
        String place = System.getProperty("tradespace.data", System.getenv().getOrDefault("TRADESPACE_DATA", ""));
        data = Path.of(place, ID);
        String reason = "skipped: no Fashion-MNIST at hand; name the folder above it by the system property "
                + "tradespace.data or the environment variable TRADESPACE_DATA";
        if (place.isEmpty() || !Files.isDirectory(data)) {
            System.out.println(reason);
        }
        assumeTrue(!place.isEmpty() && Files.isDirectory(data), reason);
    }

    @Test
    void isDividedAsEverybodyExpects() throws IOException {
        Datasets datasets = Datasets.at(home, List.of(data));
        DatasetFacts facts = datasets.facts(ID);
        assertEquals(55_000, facts.training());
        assertEquals(5_000, facts.validation());
        assertEquals(10_000, facts.test());
        assertEquals(Optional.of(ImageSize.square(28)), facts.size());
        Dataset dataset = datasets.open(ID);
        int[] counts = new int[10];
        for (int i = 0; i < dataset.size(Split.VALIDATION); i++) {
            counts[dataset.label(Split.VALIDATION, i)]++;
        }
        for (int count : counts) {
            assertEquals(500, count);
        }
    }

    /** The mean and deviation that papers print for the 60,000 training images are 0.2860 and 0.3530. */
    @Test
    void hasTheMeanAndDeviationThatPapersPrint() throws IOException {
        PreparedDataset prepared =
                PreparedDataset.open(Datasets.at(home, List.of(data)).prepared(ID, 28, ProgressListener.SILENT));
        assertEquals(0.2860, prepared.normalisation().mean(0), 5e-4);
        assertEquals(0.3530, prepared.normalisation().deviation(2), 5e-4);
    }

    @Test
    void isKnownHoweverItIsPacked() throws IOException {
        Path plain = Files.createDirectories(home.resolve("plain"));
        Path anew = Files.createDirectories(home.resolve("anew"));
        Path part = Files.createDirectories(home.resolve("part"));
        for (String name : List.of(
                PublicDataset.TRAIN_IMAGES,
                PublicDataset.TRAIN_LABELS,
                PublicDataset.TEST_IMAGES,
                PublicDataset.TEST_LABELS)) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(data.resolve(name)))) {
                byte[] content = in.readAllBytes();
                Files.write(plain.resolve(name.replace(".gz", "")), content);
                Files.write(anew.resolve(name), SampleFiles.gzip(content));
                content[content.length - 1] ^= 1;
                Files.write(part.resolve(name), SampleFiles.gzip(content));
            }
        }
        String title = "Fashion-MNIST, articles of clothing";
        for (Path folder : List.of(data, plain, anew)) {
            assertEquals(title, Datasets.at(home, List.of(folder)).facts(ID).title());
            assertThrows(NoSuchDataset.class, () -> Datasets.at(home, List.of(folder))
                    .facts("mnist"));
        }
        assertEquals(
                "not the published Fashion-MNIST, but files of its names",
                Datasets.at(home, List.of(part)).facts(ID).title());
    }

    @Test
    void isFetchedWholeFromAServer() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] file = Files.readAllBytes(data.resolve(
                    String.valueOf(Path.of(exchange.getRequestURI().getPath()).getFileName())));
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
            exchange.close();
        });
        server.start();
        try {
            Datasets datasets = Datasets.at(home, List.of())
                    .mirroredAt(URI.create("http://" + server.getAddress().getHostString() + ":"
                            + server.getAddress().getPort() + "/"));
            long[] heard = new long[2];
            datasets.fetch(ID, ProxyVariables.NONE, (done, total) -> {
                heard[0] = done;
                heard[1] = total;
            });
            assertArrayEquals(new long[] {30_878_645, 30_878_645}, heard);
            assertEquals(55_000, datasets.facts(ID).training());
        } finally {
            server.stop(0);
        }
    }
}
