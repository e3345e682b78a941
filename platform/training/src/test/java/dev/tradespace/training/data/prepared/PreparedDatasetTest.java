package dev.tradespace.training.data.prepared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.SampleDataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Normalisation;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedDatasetTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("sample.data");
    }

    private PreparedDataset prepared(Dataset dataset, int resolution) throws IOException {
        PreparedDataset.prepare(dataset, resolution, file(), ProgressListener.SILENT);
        return PreparedDataset.open(file());
    }

    @Test
    void givesBackEveryImageAndLabel() throws IOException {
        SampleDataset dataset = new SampleDataset(300, 5, 7, 6, 6, 3);
        PreparedDataset prepared = prepared(dataset, 6);
        assertEquals("sample", prepared.dataset());
        assertEquals("0123456789abcdef", prepared.digest());
        assertEquals(List.of("even", "odd"), prepared.classes());
        assertEquals(6, prepared.resolution());
        for (Split split : Split.values()) {
            PreparedDataset.Images images = prepared.split(split);
            assertEquals(dataset.size(split), images.size());
            for (int i = 0; i < images.size(); i++) {
                byte[] values = new byte[images.imageBytes()];
                images.image(i, values);
                assertArrayEquals(dataset.image(split, i).values(), values, split + " " + i);
                assertEquals(dataset.label(split, i), images.label(i), split + " " + i);
            }
        }
    }

    @Test
    void showsGreyImagesAsThreeEqualChannels() throws IOException {
        PreparedDataset.Images images =
                prepared(new SampleDataset(4, 1, 1, 5, 5, 1), 5).split(Split.TRAINING);
        byte[] values = new byte[images.imageBytes()];
        images.image(3, values);
        for (int i = 0; i < 25; i++) {
            byte grey = (byte) (31 * i + 21 + 800);
            assertEquals(List.of(grey, grey, grey), List.of(values[3 * i], values[3 * i + 1], values[3 * i + 2]));
        }
    }

    @Test
    void normalisesByTheTrainingSplitAlone() throws IOException {
        PreparedDataset prepared = prepared(new SampleDataset(50, 20, 20, 6, 6, 3), 6);
        double[] sum = new double[3];
        double[] squares = new double[3];
        FloatBuffer image = FloatBuffer.allocate(6 * 6 * 3);
        for (int i = 0; i < 50; i++) {
            prepared.split(Split.TRAINING).nhwc(i, image.clear());
            for (int at = 0; at < image.capacity(); at++) {
                sum[at % 3] += image.get(at);
                squares[at % 3] += image.get(at) * image.get(at);
            }
        }
        for (int channel = 0; channel < 3; channel++) {
            // Sums of 1,800 floats near 1.
            assertEquals(0, sum[channel] / 1800, 1e-5);
            assertEquals(1, squares[channel] / 1800, 1e-5);
        }
    }

    @Test
    void fillsBothLayoutsOneImageAfterTheOther() throws IOException {
        PreparedDataset prepared = prepared(new SampleDataset(9, 3, 3, 4, 4, 3), 4);
        PreparedDataset.Images images = prepared.split(Split.VALIDATION);
        Normalisation normalisation = prepared.normalisation();
        FloatBuffer channelsFirst = FloatBuffer.allocate(2 * 48);
        FloatBuffer channelsLast = FloatBuffer.allocate(2 * 48);
        FloatBuffer channelsFirstFromBytes = FloatBuffer.allocate(2 * 48);
        FloatBuffer channelsLastFromBytes = FloatBuffer.allocate(2 * 48);
        byte[] pixels = new byte[48];
        for (int index : new int[] {2, 0}) {
            images.nchw(index, channelsFirst);
            images.nhwc(index, channelsLast);
            images.image(index, pixels);
            normalisation.nchw(pixels, channelsFirstFromBytes);
            normalisation.nhwc(pixels, channelsLastFromBytes);
        }
        assertEquals(0, channelsFirst.remaining());
        assertEquals(0, channelsLast.remaining());
        for (int pixel = 0; pixel < 16; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                float expected = (float) (((pixels[3 * pixel + channel] & 0xFF) / 255.0 - normalisation.mean(channel))
                        / normalisation.deviation(channel));
                assertEquals(expected, channelsFirst.get(48 + 16 * channel + pixel));
                assertEquals(expected, channelsLast.get(48 + 3 * pixel + channel));
            }
        }
        assertEquals(channelsFirst.flip(), channelsFirstFromBytes.flip());
        assertEquals(channelsLast.flip(), channelsLastFromBytes.flip());
    }

    @Test
    void stillNormalisesImagesOfOneColour() throws IOException {
        PreparedDataset prepared = prepared(new Uniform(new SampleDataset(2, 1, 1, 2, 2, 3)), 2);
        FloatBuffer image = FloatBuffer.allocate(12);
        prepared.split(Split.TEST).nchw(0, image);
        assertArrayEquals(new float[12], image.array());
    }

    private record Uniform(Dataset like) implements Dataset {
        @Override
        public DatasetFacts facts() {
            return like.facts();
        }

        @Override
        public int label(Split split, int index) {
            return 0;
        }

        @Override
        public Pixels image(Split split, int index) {
            byte[] values = new byte[12];
            Arrays.fill(values, (byte) 51);
            return Pixels.of(2, 2, 3, values);
        }
    }

    @Test
    void isTheSameFileEveryTime() throws IOException {
        SampleDataset dataset = new SampleDataset(500, 50, 50, 11, 7, 3);
        prepared(dataset, 5);
        byte[] once = Files.readAllBytes(file());
        prepared(dataset, 5);
        assertArrayEquals(once, Files.readAllBytes(file()));
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        List<Long> heard = new ArrayList<>();
        PreparedDataset.prepare(new SampleDataset(300, 5, 7, 2, 2, 3), 2, file(), (done, total) -> {
            assertEquals(312, total);
            heard.add(done);
        });
        assertEquals(heard.stream().sorted().toList(), heard);
        assertEquals(312, heard.get(heard.size() - 1));
    }

    @Test
    void namesEveryImageThatCannotBeDecodedAndLeavesNoFile() throws IOException {
        Dataset dataset = new Broken(new SampleDataset(20, 4, 4, 3, 3, 3));
        BadDataset refusal = assertThrows(
                BadDataset.class, () -> PreparedDataset.prepare(dataset, 3, file(), ProgressListener.SILENT));
        assertEquals(
                List.of("training/3.png is broken", "training/13.png is broken", "test/3.png is broken"),
                refusal.problems().stream().map(Object::toString).toList());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private record Broken(Dataset like) implements Dataset {
        @Override
        public DatasetFacts facts() {
            return like.facts();
        }

        @Override
        public int label(Split split, int index) {
            return like.label(split, index);
        }

        @Override
        public Pixels image(Split split, int index) throws IOException {
            if (index % 10 == 3 && split != Split.VALIDATION) {
                throw new IOException(split.id() + "/" + index + ".png is broken");
            }
            return like.image(split, index);
        }
    }

    @Test
    void refusesAFileThatIsCutOff() throws IOException {
        prepared(new SampleDataset(9, 3, 3, 4, 4, 3), 4);
        byte[] whole = Files.readAllBytes(file());
        for (int length : new int[] {0, 10, 30, whole.length / 2, whole.length - 1}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            refused("it is cut off");
        }
    }

    @Test
    void refusesAFileWhoseHeaderLies() throws IOException {
        prepared(new SampleDataset(9, 3, 3, 4, 4, 3), 4);
        String whole = Files.readString(file(), StandardCharsets.ISO_8859_1);
        for (String[] change : new String[][] {
            {"\"resolution\":4", "\"resolution\":5"},
            {"\"sizes\":[9,3,3]", "\"sizes\":[9,3,4]"},
            {"\"sizes\":[9,3,3]", "\"sizes\":[-9,3,]"},
            {"\"digest\"", "\"digist\""},
            {"{\"dataset\"", "[\"dataset\""},
        }) {
            assertTrue(whole.contains(change[0]), change[0]);
            Files.writeString(file(), whole.replace(change[0], change[1]), StandardCharsets.ISO_8859_1);
            refused(file() + " is no prepared dataset: ");
        }
    }

    private void refused(String reason) {
        String message = String.valueOf(assertThrows(IOException.class, () -> PreparedDataset.open(file()))
                .getMessage());
        assertTrue(message.contains(reason) && message.contains(file().toString()), message);
    }

    @Test
    void saysWhereAMissingFileShouldBe() {
        assertEquals(
                file() + ": there is no such prepared dataset",
                assertThrows(IOException.class, () -> PreparedDataset.open(file()))
                        .getMessage());
    }

    @Test
    void refusesAnImageThatIsNotThere() throws IOException {
        PreparedDataset.Images images =
                prepared(new SampleDataset(9, 3, 3, 4, 4, 3), 4).split(Split.TEST);
        assertThrows(IndexOutOfBoundsException.class, () -> images.image(3, new byte[48]));
        assertThrows(IndexOutOfBoundsException.class, () -> images.nchw(-1, FloatBuffer.allocate(48)));
    }

    /** The measuring worker has these four jars and no others. */
    @Test
    void needsNothingButCoreAndJacksonsStreams() throws IOException, ReflectiveOperationException {
        prepared(new SampleDataset(9, 3, 3, 4, 4, 3), 4);
        List<URL> jars = new ArrayList<>();
        for (Class<?> needed :
                new Class<?>[] {PreparedDataset.class, DatasetFacts.class, Architecture.class, JsonFactory.class}) {
            jars.add(needed.getProtectionDomain().getCodeSource().getLocation());
        }
        try (URLClassLoader worker =
                new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object opened = Class.forName(PreparedDataset.class.getName(), true, worker)
                    .getMethod("open", Path.class)
                    .invoke(null, file());
            assertEquals(4, opened.getClass().getMethod("resolution").invoke(opened));
        }
    }
}
