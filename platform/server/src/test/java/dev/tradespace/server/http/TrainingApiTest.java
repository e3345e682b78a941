package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.Scores.Answer;
import dev.tradespace.hardware.Runner;
import dev.tradespace.server.ToyImages;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.server.http.TestServer.Reply;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every operation about training on a platform that has trained one model and measured it on one target. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingApiTest {
    private static final List<Answer> ANSWERS = List.of(
            new Answer(0, 0, 0.9),
            new Answer(1, 2, 0.5),
            new Answer(2, 2, 0.8),
            new Answer(0, 2, 0.75),
            new Answer(1, 1, 0.9),
            new Answer(2, 2, 0.7));
    private static final Scores SCORES = new Scores(
            ToyImages.ID,
            "test",
            "onnxruntime 1.2",
            3,
            6,
            0.5,
            0.1,
            List.of("once red", "once green", "once blue"),
            ANSWERS);
    private static final Runner RUNNER = (model, target, protocol, exam) ->
            new Outcome.Completed(Toys.reading(64, 5_000_000).scored(SCORES));
    private static final String SPEC = "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"],"
            + "\"training\":{\"dataset\":\"toy-images\",\"epochs\":2,\"recipe\":{\"batch\":4}}}";

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private TestServer server;

    private final List<EventStream.Event> events = new ArrayList<>();
    private long training;
    private long measurement;

    @BeforeAll
    void train(@TempDir Path home) throws Exception {
        server = TestServer.training(home, RUNNER, new ToyTrainer(false));
        try (EventStream stream = EventStream.open(server.url().resolve("/api/events"))) {
            Reply created = server.post("/api/sweeps", SPEC);
            assertEquals(201, created.status(), created::text);
            assertEquals(
                    4,
                    created.json().path("training").path("recipe").path("batch").intValue());
            events.addAll(stream.until(event -> event.name().equals("sweep")
                    && event.data().path("status").textValue().equals("finished")));
        }
        training = server.get("/api/trainings")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .longValue();
        measurement = server.get("/api/measurements")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .longValue();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void tellsHowATrainingGoes() {
        List<String> names = events.stream().map(EventStream.Event::name).toList();
        assertTrue(names.containsAll(List.of("training", "training-progress", "epoch")), names::toString);
        JsonNode progress = event("training-progress");
        assertEquals(training, progress.path("training").longValue());
        assertTrue(progress.path("loss").isNull(), "a loss that is no number");
        assertEquals(0.25, progress.path("fraction").doubleValue());
        assertEquals(1, event("epoch").path("point").path("epoch").intValue());
        assertEquals("running", event("training").path("status").textValue());
    }

    private JsonNode event(String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow()
                .data();
    }

    @Test
    void showsATrainingWithItsCurve() throws Exception {
        JsonNode detail = server.get("/api/trainings/" + training).json();

        assertEquals("toy/small[classes=3]", detail.path("variant").textValue());
        assertEquals("done", detail.path("status").textValue());
        assertEquals(2, detail.path("curve").size());
        assertEquals(70, detail.path("validationAccuracy").intValue());
        assertEquals(100, detail.path("imagesPerSecond").intValue());
        assertEquals(20, detail.path("steps").intValue());
        assertEquals(4, detail.path("spec").path("recipe").path("batch").intValue());
        assertEquals(0, total("/api/trainings?dataset=other"));
        assertEquals(1, total("/api/trainings?dataset=toy-images&variant=toy/small%5Bclasses=3%5D"));
        assertEquals(404, server.get("/api/trainings/99").status());
    }

    private int total(String path) throws Exception {
        return server.get(path).json().path("total").intValue();
    }

    @Test
    void givesTheFilesOfATrainedModelUnderAGoodName() throws Exception {
        Reply onnx = server.get("/api/trainings/" + training + "/model.onnx");
        assertEquals("toy/small[classes=3]", onnx.text());
        assertEquals(
                "attachment; filename=\"toy-small-toy-images-" + training + ".onnx\"",
                onnx.header("Content-Disposition"));
        assertEquals(200, server.get("/api/trainings/" + training + "/model.fb").status());
        Reply weights = server.get("/api/trainings/" + training + "/model.safetensors");
        assertTrue(weights.response().body().length > 100);
        assertEquals(404, server.get("/api/trainings/99/model.onnx").status());
        Reply unknown = server.get("/api/trainings/" + training + "/model.tflite");
        assertEquals(404, unknown.status());
        assertTrue(
                unknown.text().contains("has no file model.tflite, but model.onnx, model.fb and model.safetensors"),
                unknown.text());
    }

    @Test
    void showsTheAccuracyThatWasMeasured() throws Exception {
        JsonNode row = server.get("/api/measurements?dataset=toy-images")
                .json()
                .path("items")
                .path(0);
        assertEquals("measured", row.path("accuracy").path("origin").textValue());
        assertEquals(100 * 4 / 6.0, row.path("accuracy").path("value").doubleValue(), 1e-9);
        assertEquals(2, row.path("accuracy").path("interval").size());

        JsonNode scores =
                server.get("/api/measurements/" + measurement + "/scores").json();
        assertEquals(6, scores.path("images").intValue());
        assertEquals(
                List.of("once red", "once green", "once blue"),
                scores.path("classes").findValuesAsText("name"),
                "of the training, not of the data as they are now");
        assertEquals(1, scores.path("confusion").path(0).path(2).intValue());
        assertEquals(
                50,
                scores.path("classes").path(1).path("accuracy").path("value").intValue());
        assertEquals(404, server.get("/api/measurements/99/scores").status());
    }

    @Test
    void showsTheMostConfidentAnswersFirst() throws Exception {
        String path = "/api/measurements/" + measurement + "/answers";
        assertEquals(List.of(0, 4, 2, 3, 5, 1), indices(path));
        assertEquals(List.of(3, 1), indices(path + "?kind=wrong"));
        assertEquals(List.of(4, 2), indices(path + "?kind=right&offset=1&limit=2"));
        assertEquals(List.of(1), indices(path + "?truth=1&answer=2"));
        assertEquals(400, server.get(path + "?kind=odd").status());
    }

    private List<Integer> indices(String path) throws Exception {
        return StreamSupport.stream(server.get(path).json().path("items").spliterator(), false)
                .map(item -> item.path("index").intValue())
                .toList();
    }

    @Test
    void listsDatasetsAndThoseThatCanBeFetched() throws Exception {
        JsonNode datasets = server.get("/api/datasets").json();
        assertEquals("toy-images", datasets.path("items").path(0).path("id").textValue());
        assertEquals("mnist", datasets.path("absent").path(0).path("id").textValue());
        assertEquals(
                9, server.get("/api/datasets/toy-images").json().path("test").intValue());
        assertEquals(404, server.get("/api/datasets/other").status());
    }

    @Test
    void showsTheImagesOfADataset() throws Exception {
        Reply reply = server.get("/api/datasets/toy-images/images/test/1.png?size=32");
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(reply.response().body()));
        assertEquals(List.of(32, 32), List.of(image.getWidth(), image.getHeight()));
        assertEquals(0xFF0AC80A, image.getRGB(31, 0));
        Reply again =
                server.get("/api/datasets/toy-images/images/test/1.png?size=32", "If-None-Match", reply.header("ETag"));
        assertEquals(304, again.status());
        for (String none : List.of("test/9", "test/-1", "test/x", "exam/1", "test/99999999999")) {
            assertEquals(
                    404,
                    server.get("/api/datasets/toy-images/images/" + none + ".png")
                            .status(),
                    none);
        }
    }

    @Test
    void asksTrainedModelsWhatAPictureShows() throws Exception {
        for (String query : List.of("", "?dataset=toy-images", "?training=" + training)) {
            Reply reply = classify(query, picture("png", 40, 30), "image/png");
            assertEquals(200, reply.status(), reply::text);
            assertEquals(40, reply.json().path("width").intValue());
            JsonNode best = reply.json().path("models").path(0).path("classes").path(0);
            assertEquals("green", best.path("name").textValue());
        }
        assertEquals(
                0,
                classify("?dataset=none", picture("jpeg", 9, 9), "image/jpeg")
                        .json()
                        .path("models")
                        .size());
        assertEquals(
                404, classify("?training=99", picture("png", 9, 9), "image/png").status());
    }

    /** As the images of datasets are: what a camera says of how it was held is obeyed. */
    @Test
    void looksAtAPictureUpright() throws Exception {
        byte[] jpeg = picture("jpeg", 40, 30);
        byte[] turned = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000"
                        + "00000000");
        ByteBuffer body = ByteBuffer.allocate(jpeg.length + turned.length);
        body.put(jpeg, 0, 2).put(turned).put(jpeg, 2, jpeg.length - 2);

        JsonNode seen = classify("", body.array(), "image/jpeg").json();

        assertEquals(
                List.of(30, 40),
                List.of(seen.path("width").intValue(), seen.path("height").intValue()));
        assertEquals(200, classify("", picture("bmp", 9, 9), "image/bmp").status());
    }

    /** A PNG whose head says another size. */
    private static byte[] saying(byte[] png, int width, int height) {
        ByteBuffer head = ByteBuffer.wrap(png);
        head.putInt(16, width).putInt(20, height);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        head.putInt(29, (int) sum.getValue());
        return png;
    }

    @Test
    void refusesWhatIsNoPictureOrTooLarge() throws Exception {
        assertEquals(415, classify("", picture("png", 9, 9), "application/json").status());
        assertEquals(
                400,
                classify("", "no picture".getBytes(StandardCharsets.UTF_8), "image/png")
                        .status());
        assertEquals(400, classify("", picture("gif", 9, 9), "image/png").status());
        byte[] cut = picture("png", 99, 99);
        assertEquals(
                400,
                classify("", Arrays.copyOf(cut, cut.length / 2), "image/png").status());
        Reply huge = classify("", saying(picture("png", 9, 9), 12_000, 12_000), "image/png");
        assertEquals(413, huge.status(), huge::text);
        assertTrue(huge.text().contains("12000 times 12000"), huge::text);
        assertEquals(
                413,
                classify("", new byte[Operation.BodyType.IMAGE.mostBytes() + 1], "image/png")
                        .status());
    }

    private Reply classify(String query, byte[] body, String type) throws Exception {
        return server.send(
                "POST", "/api/classify" + query, HttpRequest.BodyPublishers.ofByteArray(body), "Content-Type", type);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(width / 2, height / 2, 0xFF00FF);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, bytes));
        return bytes.toByteArray();
    }

    @Test
    void saysWhatIsWrongWithATraining() throws Exception {
        Reply reply = server.post("/api/sweeps", SPEC.replace("\"toy-images\"", "\"none\""));
        assertEquals(400, reply.status());
        assertEquals(List.of("/training/dataset"), reply.problemPaths());
        assertEquals(
                List.of("/training"),
                server.post("/api/sweeps", SPEC.replace("\"epochs\":2", "\"seed\":2"))
                        .problemPaths());
    }
}
