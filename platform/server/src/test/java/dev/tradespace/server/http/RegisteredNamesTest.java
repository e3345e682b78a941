package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.http.TestServer.Reply;
import dev.tradespace.server.training.HomeDatasets;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.ProgressListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HTTP knows datasets by the names that the command line registered, and nothing that is a path leads anywhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegisteredNamesTest {
    /** Stands in a file that a stranger's folder has under the name of a card. */
    private static final String SECRET = "correct-horse-battery-staple";

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private TestServer server;

    @SuppressWarnings("NullAway.Init")
    private Path temp;

    private List<String> hostile = List.of();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        temp = folder;
        Path strange = folder.resolve("strange");
        images(strange.resolve("photos"));
        Files.writeString(strange.resolve("dataset.json"), "{\"folder\":\"" + strange.resolve("photos") + "\"}");
        Path secret = Files.createDirectories(folder.resolve("secret"));
        Files.writeString(folder.resolve("password"), SECRET + " and more");
        Files.createSymbolicLink(secret.resolve("dataset.json"), folder.resolve("password"));
        hostile = List.of(
                strange.toString(),
                strange + "/",
                strange.resolve("photos").toString(),
                secret.toString(),
                "../../strange",
                "../../secret",
                "pets/../../../strange",
                "./pets",
                "pets/",
                "..",
                ".",
                "/",
                "%2e%2e%2f%2e%2e%2fstrange",
                "pets\0",
                "\0",
                "pets\0/../../strange",
                "C:\\strange",
                "..\\..\\strange",
                "\\\\host\\strange",
                "file://" + strange,
                "~root",
                "pets\n",
                "PETS",
                "x".repeat(5000));
        Path home = folder.resolve("home");
        server = TestServer.showing(home, new HomeDatasets(Datasets.at(home, List.of())), new ToyTrainer(false));
    }

    private static void images(Path folder) throws IOException {
        int colour = 0;
        for (String name : List.of("cat", "dog")) {
            Path place = Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < 5; i++) {
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
                image.setRGB(0, 0, colour += 9);
                ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
            }
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return new TreeSet<>(all.filter(file -> !file.startsWith(temp.resolve("home")))
                    .map(Path::toString)
                    .toList());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    private static void assertRefused(String what, Reply reply) {
        assertTrue(
                reply.status() >= 400 && reply.status() < 500,
                () -> what + " answered " + reply.status() + reply.text());
        assertFalse(reply.text().contains("correct"), () -> what + " tells " + reply.text());
    }

    @Test
    void noOperationTakesAPathForADataset() throws Exception {
        Set<String> before = files();
        for (String id : hostile) {
            String part = encoded(id);
            assertRefused("show " + id, server.get("/api/datasets/" + part));
            assertRefused("image " + id, server.get("/api/datasets/" + part + "/images/test/0.png"));
            assertRefused(
                    "sweep " + id,
                    server.post(
                            "/api/sweeps",
                            "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"],\"training\":{\"dataset\":"
                                    + quoted(id) + ",\"epochs\":1}}"));
            assertRefused(
                    "search " + id,
                    server.post(
                            "/api/searches",
                            "{\"families\":[\"toy\"],\"dataset\":" + quoted(id)
                                    + ",\"targets\":[\"toy-cpu/one\"],\"maximize\":[\"accuracy\"],\"trials\":1,\"epochs\":1}"));
            for (String filter : List.of("/api/trainings?dataset=", "/api/measurements?dataset=")) {
                Reply reply = server.get(filter + part);
                assertTrue(
                        reply.status() == 400
                                || (reply.status() == 200
                                        && reply.json().path("total").intValue() == 0),
                        () -> filter + id + " answered " + reply.status() + reply.text());
            }
        }
        assertEquals(before, files(), "nothing is written into a stranger's folder");
    }

    @Test
    void noOtherNameIsAPathEither() throws Exception {
        Set<String> before = files();
        for (String id : hostile) {
            String part = encoded(id);
            assertRefused("model " + id, server.get("/api/model?variant=" + part));
            assertRefused("sweep " + id, server.get("/api/sweeps/" + part));
            assertRefused("search " + id, server.get("/api/searches/" + part));
            assertRefused("report " + id, server.get("/api/searches/" + part + "/report"));
            assertRefused("training " + id, server.get("/api/trainings/" + part));
            assertRefused("file " + id, server.get("/api/trainings/" + part + "/model.onnx"));
            assertRefused("measurement " + id, server.get("/api/measurements/" + part + "/scores"));
            assertRefused("split " + id, server.get("/api/datasets/synthetic-shapes/images/" + part + "/0.png"));
            assertRefused("index " + id, server.get("/api/datasets/synthetic-shapes/images/test/" + part + ".png"));
            for (String spec : List.of(
                    "{\"variants\":[" + quoted(id) + "],\"targets\":[\"toy-cpu/one\"]}",
                    "{\"variants\":[\"toy/small\"],\"targets\":[" + quoted(id) + "]}")) {
                assertRefused("sweep of " + id, server.post("/api/sweeps", spec));
            }
        }
        assertEquals(before, files());
    }

    @Test
    void knowsAtOnceWhatTheCommandLineRegistersAndShowsItsImages() throws Exception {
        Path mine = temp.resolve("home/mine");
        images(mine);
        assertEquals(404, server.get("/api/datasets/mine").status());
        Datasets commandLine = Datasets.at(temp.resolve("home"), List.of());
        assertEquals("mine", commandLine.register(mine, null, UnaryOperator.identity(), ProgressListener.SILENT));
        assertEquals(6, server.get("/api/datasets/mine").json().path("training").intValue());
        assertEquals(8, server.get("/api/datasets/mine").json().path("width").intValue());
        byte[] index = Files.readAllBytes(temp.resolve("home/datasets/mine/index.json"));
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    200,
                    server.get("/api/datasets/mine/images/test/" + i + ".png").status());
        }
        assertArrayEquals(index, Files.readAllBytes(temp.resolve("home/datasets/mine/index.json")));
    }

    @Test
    void tellsOfAPictureThatHasChanged() throws Exception {
        Path changing = temp.resolve("home/changing");
        images(changing);
        Datasets.at(temp.resolve("home"), List.of())
                .register(changing, null, UnaryOperator.identity(), ProgressListener.SILENT);
        String before =
                server.get("/api/datasets/changing").json().path("digest").textValue();
        for (String name : List.of("cat", "dog")) {
            for (int i = 0; i < 5; i++) {
                Path file = changing.resolve(name + "/" + i + ".png");
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
                image.setRGB(1, 1, name.hashCode() + i);
                ImageIO.write(image, "png", file.toFile());
            }
        }
        Reply shown = server.get("/api/datasets/changing/images/test/0.png");
        // Within a second of the first question the old picture is asked for, and refused; later the folder was read
        // anew.
        if (shown.status() == 404) {
            assertTrue(shown.text().contains("has changed since the folder was read"), shown::text);
        }
        assertNotEquals(
                before,
                server.get("/api/datasets/changing").json().path("digest").textValue());
        assertEquals(200, server.get("/api/datasets/changing/images/test/0.png").status());
    }
}
