package dev.tradespace.training.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.home.NoSuchDataset;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path temp;

    private int colour;

    private Path root() {
        return temp.resolve("My Pets");
    }

    private Path image(String path, int width, int height) throws IOException {
        return image(path, width, height, colour += 7);
    }

    private Path image(String path, int width, int height, int rgb) throws IOException {
        Path file = root().resolve(path);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, rgb);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private void images(String folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            image(folder + "/" + i + ".png", 8, 8);
        }
    }

    private Datasets datasets() {
        return Datasets.at(temp.resolve("home"), List.of());
    }

    private DatasetFacts inspect() throws IOException {
        return datasets()
                .inspect(root(), UnaryOperator.identity(), ProgressListener.SILENT)
                .facts();
    }

    private List<String> problems() {
        return assertThrows(BadDataset.class, this::inspect).problems().stream()
                .map(problem -> problem.toString().replace(root() + "/", "").replace(root().toString(), "ROOT"))
                .toList();
    }

    @Test
    void givesATenthOfEveryClassToValidationAndTest() throws IOException {
        images("dog", 40);
        images("cat", 20);
        Files.writeString(root().resolve("README.txt"), "beside the classes it does no harm");
        Files.writeString(root().resolve("cat/.DS_Store"), "hidden");
        Files.writeString(root().resolve("cat/Thumbs.db"), "litter");
        DatasetFacts facts = inspect();
        assertEquals("my-pets", facts.id());
        assertEquals(List.of("cat", "dog"), facts.classes());
        assertEquals(Optional.of(ImageSize.square(8)), facts.size());
        assertEquals(List.of(48, 6, 6), List.of(facts.training(), facts.validation(), facts.test()));
        Dataset dataset =
                datasets().open(datasets().register(root(), null, UnaryOperator.identity(), ProgressListener.SILENT));
        assertEquals(
                2,
                IntStream.range(0, 6)
                        .filter(i -> dataset.label(Split.TEST, i) == 0)
                        .count());
        Set<String> seen = new HashSet<>();
        for (Split split : Split.values()) {
            for (int i = 0; i < dataset.size(split); i++) {
                assertTrue(seen.add(List.of(
                                dataset.image(split, i).values()[0],
                                dataset.image(split, i).values()[1],
                                dataset.image(split, i).values()[2])
                        .toString()));
            }
        }
    }

    @Test
    void findsWhatIsDamagedBehindItsHead() throws IOException {
        images("dog", 5);
        images("cat", 5);
        Path cut = image("dog/cut.png", 200, 200);
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 40));

        assertEquals(1, problems().size());
        assertTrue(
                problems().get(0).startsWith("dog/cut.png: it is cut off or damaged"),
                problems().get(0));
        String id = datasets().register(root(), null, UnaryOperator.identity(), ProgressListener.SILENT);
        BadDataset whenPrepared =
                assertThrows(BadDataset.class, () -> datasets().prepared(id, 16, ProgressListener.SILENT));
        assertEquals(cut.toString(), whenPrepared.problems().get(0).path());
    }

    @Test
    void givesEveryClassAtLeastOneImageInEachSplit() throws IOException {
        images("dog", 3);
        images("cat", 4);
        DatasetFacts facts = inspect();
        assertEquals(List.of(3, 2, 2), List.of(facts.training(), facts.validation(), facts.test()));
        images("mouse", 2);
        assertEquals(
                List.of("ROOT: the class mouse must have at least 3 different images to be divided, has 2"),
                problems());
    }

    @Test
    void obeysTheSplitsOfTheFolder() throws IOException {
        images("train/dog", 5);
        images("train/cat", 6);
        images("val/dog", 2);
        images("val/cat", 1);
        images("test/dog", 3);
        images("test/cat", 4);
        DatasetFacts facts = inspect();
        assertEquals(List.of("cat", "dog"), facts.classes());
        assertEquals(List.of(11, 3, 7), List.of(facts.training(), facts.validation(), facts.test()));
    }

    @Test
    void takesWhatTheFolderDoesNotDivideFromTraining() throws IOException {
        images("train/dog", 20);
        images("train/cat", 20);
        images("test/dog", 3);
        images("test/cat", 4);
        DatasetFacts facts = inspect();
        assertEquals(List.of(36, 4, 7), List.of(facts.training(), facts.validation(), facts.test()));
    }

    @Test
    void refusesTestImagesInTheTrainingFolder() throws IOException {
        images("train/dog", 5);
        images("train/cat", 5);
        images("test/dog", 3);
        images("test/cat", 3);
        Files.copy(root().resolve("test/cat/1.png"), root().resolve("train/cat/sneaked.png"));
        assertEquals(
                List.of("train/cat/sneaked.png: is the same image as test/cat/1.png; no image may be in two splits"),
                problems());
    }

    @Test
    void refusesOneImageInTwoClasses() throws IOException {
        images("dog", 5);
        images("cat", 5);
        Files.copy(root().resolve("cat/1.png"), root().resolve("dog/9.png"));
        assertEquals(List.of("dog/9.png: is the same image as cat/1.png, in another class"), problems());
    }

    @Test
    void keepsEqualImagesInOneSplit() throws IOException {
        images("cat", 10);
        for (int i = 0; i < 30; i++) {
            image("dog/" + i + ".png", 8, 8, i / 10);
        }
        Dataset dataset =
                datasets().open(datasets().register(root(), null, UnaryOperator.identity(), ProgressListener.SILENT));
        assertEquals(10 + 1, dataset.size(Split.TEST));
        assertEquals(10 + 1, dataset.size(Split.VALIDATION));
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() throws IOException {
        images("dog", 5);
        Files.createDirectories(root().resolve("empty"));
        Files.writeString(root().resolve("dog/notes"), "woof");
        Files.createDirectories(root().resolve("dog/more"));
        Files.write(root().resolve("dog/cut.png"), Arrays.copyOf(Files.readAllBytes(root().resolve("dog/1.png")), 20));
        Path outside = Files.writeString(temp.resolve("secret.png"), "password");
        Files.createSymbolicLink(root().resolve("dog/link.png"), outside);
        Files.createSymbolicLink(root().resolve("dog/nowhere.png"), temp.resolve("none"));
        List<String> problems = problems();
        assertEquals(6, problems.size(), problems::toString);
        assertFalse(problems.toString().contains("password"));
        for (String expected : List.of(
                "dog/link.png: it is no image; images must be PNG, JPEG or BMP",
                "dog/nowhere.png: the link leads nowhere",
                "dog/more: a class must have images only",
                "empty: the class has no images",
                "dog/cut.png: it is cut off or damaged",
                "dog/notes: it is no image; images must be PNG, JPEG or BMP")) {
            assertTrue(
                    problems.stream().anyMatch(problem -> problem.startsWith(expected)), expected + " in " + problems);
        }
    }

    @Test
    void knowsTheSizeThatAllShareEvenIfItIsNoSquare() throws IOException {
        for (int i = 0; i < 5; i++) {
            image("dog/" + i + ".png", 64, 48);
            image("cat/" + i + ".png", 64, 48);
        }
        assertEquals(Optional.of(new ImageSize(64, 48)), inspect().size());
        assertEquals(OptionalInt.empty(), inspect().side());
        image("dog/turned.png", 48, 64);
        assertEquals(Optional.empty(), inspect().size());
    }

    @Test
    void refusesASingleClassAndNone() throws IOException {
        Files.createDirectories(root());
        assertEquals(List.of("ROOT: it must have a folder of images for each class, has none"), problems());
        images("dog", 5);
        assertEquals(List.of("ROOT: it must have at least two classes, has only [dog]"), problems());
        assertEquals(
                root() + " cannot be used: it must have at least two classes, has only [dog]",
                assertThrows(BadDataset.class, this::inspect).getMessage());
    }

    @Test
    void refusesAClassThatASplitDoesNotHave() throws IOException {
        images("train/dog", 5);
        images("train/cat", 5);
        images("test/dog", 5);
        images("test/mouse", 5);
        assertEquals(
                List.of(
                        "ROOT: the class mouse has no images for training",
                        "ROOT: the class cat has no images for test"),
                problems());
    }

    @Test
    void saysThatThereIsNoSuchFolder() {
        IOException failure = assertThrows(IOException.class, this::inspect);
        assertEquals(root() + " cannot be used: there is no such folder", failure.getMessage());
    }

    @Test
    void isRegisteredByTheFoldersNameAndFoundAgain() throws IOException {
        images("dog", 5);
        images("cat", 5);
        assertEquals(Optional.empty(), datasets().registered(root()));
        assertEquals("my-pets", datasets().register(root(), null, UnaryOperator.identity(), ProgressListener.SILENT));
        assertEquals("my-pets", datasets().register(root(), null, UnaryOperator.identity(), ProgressListener.SILENT));
        assertEquals(Optional.of("my-pets"), datasets().registered(root().resolve("../" + root().getFileName())));
        assertEquals(6, datasets().facts("my-pets").training());
        assertEquals("my-pets", datasets().list().get(5).id());
        Path prepared = datasets().prepared("my-pets", 16, ProgressListener.SILENT);
        assertEquals(List.of("cat", "dog"), PreparedDataset.open(prepared).classes());
        assertEquals(16, PreparedDataset.open(prepared).resolution());
        String digest = datasets().facts("my-pets").digest();
        image("dog/new.png", 4, 4);
        assertEquals(Optional.of(prepared), datasets().prepared(digest, 16), "as it was");
        assertEquals(
                Optional.empty(),
                datasets().prepared(datasets().facts("my-pets").digest(), 16));
    }

    @Test
    void getsAnotherIdWhereItsNameIsTaken() throws IOException {
        images("dog", 5);
        images("cat", 5);
        Path mnist = Files.move(root(), temp.resolve("MNIST"));
        String id = datasets().register(mnist, null, UnaryOperator.identity(), ProgressListener.SILENT);
        assertEquals("mnist-2", id);
        assertEquals(6, datasets().facts(id).training());
    }

    @Test
    void noticesWhatChanges() throws IOException {
        images("dog", 5);
        images("cat", 5);
        datasets().register(root(), null, UnaryOperator.identity(), ProgressListener.SILENT);
        DatasetFacts before = datasets().facts("my-pets");
        image("dog/new.png", 4, 4);
        DatasetFacts after = datasets().facts("my-pets");
        assertEquals(7, after.training());
        assertEquals(Optional.empty(), after.size());
        assertNotEquals(before.digest(), after.digest());
        Files.move(root(), temp.resolve("elsewhere"));
        assertEquals(
                "the images of my-pets are gone: there is no folder " + root(),
                assertThrows(NoSuchDataset.class, () -> datasets().facts("my-pets"))
                        .getMessage());
    }

    @Test
    void isTheSameDatasetUnderOtherFileNames() throws IOException {
        images("dog", 25);
        images("cat", 25);
        String digest = inspect().digest();
        for (int i = 0; i < 25; i++) {
            Files.move(root().resolve("dog/" + i + ".png"), root().resolve("dog/renamed-" + (100 - i) + ".png"));
        }
        assertEquals(digest, inspect().digest());
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        images("dog", 5);
        images("cat", 5);
        List<Long> heard = new ArrayList<>();
        datasets().inspect(root(), UnaryOperator.identity(), (done, total) -> heard.add(done * 100 + total));
        assertEquals(10, heard.size());
        assertEquals(1010, heard.get(9));
    }
}
