package dev.tradespace.training.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetNote;
import dev.tradespace.training.data.SampleFolder;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.UnreadableFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderScanTest {
    private static final FolderReading SKIPPING = new FolderReading(false, true);
    private static final FolderReading FOLLOWING = new FolderReading(true, false);

    @TempDir
    private Path temp;

    private SampleFolder pets;

    @BeforeEach
    void folder() {
        pets = new SampleFolder(temp.resolve("pets"));
    }

    private List<String> problems(FolderReading reading) {
        return assertThrows(BadDataset.class, () -> pets.read(reading)).problems().stream()
                .map(problem -> problem.toString()
                        .replace(pets.root() + "/", "")
                        .replace(pets.root().toString(), "ROOT"))
                .toList();
    }

    private List<String> problems() {
        return problems(FolderReading.STRICT);
    }

    private List<String> notes(FolderReading reading) throws IOException {
        return pets.read(reading).notes().stream().map(DatasetNote::toString).toList();
    }

    private List<Integer> sizes() throws IOException {
        Dataset dataset = pets.read();
        return Arrays.stream(Split.values()).map(dataset::size).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "train, val, test",
        "Train, Val, Test",
        "TRAIN, VALID, TEST",
        "training, validation, testing",
        "Training, dev, Testing",
        "training_set, eval_set, test_set",
        "Train Images, Validation-Data, test.split",
    })
    void knowsTheSplitsByAllTheirNames(String training, String validation, String test) throws IOException {
        pets.with(training + "/cat", training + "/dog", validation + "/cat", validation + "/dog");
        pets.with(test + "/cat", test + "/dog");
        assertEquals(List.of(10, 10, 10), sizes());
        assertEquals(List.of("cat", "dog"), pets.read().facts().classes());
    }

    @ParameterizedTest
    @CsvSource({"train", "Test", "validation", "dev"})
    void takesAFolderOfImagesForAClassEvenIfItIsCalledLikeASplit(String name) throws IOException {
        pets.with(name, "car", "plane");
        assertEquals(
                List.of("car", name, "plane").stream().sorted().toList(),
                pets.read().facts().classes());
    }

    @Test
    void takesAClassCalledTrainInASplitForAClass() throws IOException {
        pets.with("train/train", "train/car", "test/train", "test/car");
        assertEquals(List.of("car", "train"), pets.read().facts().classes());
    }

    @Test
    void refusesSplitsWithoutClasses() throws IOException {
        pets.with("Train", "Test");
        assertEquals(
                List.of("ROOT: Test and Train hold images themselves: each must have a folder for each class, such as "
                        + "Test/cat and Test/dog"),
                problems());
        pets.with("val/cat", "val/dog");
        assertEquals(
                List.of(
                        "Test: it holds images, but no folder for each class; images without a class cannot be used",
                        "Train: it holds images, but no folder for each class; images without a class cannot be used"),
                problems());
    }

    @Test
    void refusesTwoFoldersForOneSplitAndNoneToLearnFrom() throws IOException {
        pets.with("val/cat", "val/dog", "valid/cat", "valid/dog");
        assertEquals(
                List.of(
                        "valid: it and val both mean validation; keep one of them",
                        "ROOT: it has val, but nothing to learn from: a folder that is called train or training"),
                problems());
    }

    @Test
    void refusesClassesBesideSplitsButNotPapers() throws IOException {
        pets.with("train/cat", "train/dog", "mouse");
        Files.createDirectories(pets.root().resolve("annotations"));
        Files.writeString(pets.root().resolve("annotations/cat.xml"), "<cat/>");
        assertEquals(
                List.of("mouse: beside the folder for training there may be only those for validation and test, such as"
                        + " val and test"),
                problems());
    }

    @Test
    void namesTheFolderThatIsMeantWhereOneLiesAroundIt() throws IOException {
        pets.with("pets/cat", "pets/dog");
        assertEquals(
                List.of("ROOT: its only folder, pets, holds folders itself; if those are the classes, name pets"),
                problems());
    }

    @Test
    void skipsWhatSystemsAndPeopleLeaveAndNamesIt() throws IOException {
        pets.with("cat", "dog");
        for (String folder :
                List.of("@eaDir", "lost+found", "__MACOSX", "cat/@eaDir", ".git", "dog/.ipynb_checkpoints")) {
            Files.createDirectories(pets.root().resolve(folder));
            Files.writeString(pets.root().resolve(folder).resolve("x.png"), "no image");
        }
        for (String file :
                List.of("labels.txt", "README", "cat/Thumbs.db", "cat/.DS_Store", "dog/LICENSE.md", "dog/boxes.xml")) {
            Files.writeString(pets.root().resolve(file), "no image");
        }
        pets.image("stray.bmp");
        assertEquals(List.of("cat", "dog"), pets.read().facts().classes());
        assertEquals(
                List.of(
                        "skipped, since no image: 12 files and folders: .git, @eaDir, README, __MACOSX, cat/.DS_Store, "
                                + "cat/@eaDir, cat/Thumbs.db, dog/.ipynb_checkpoints, dog/LICENSE.md, dog/boxes.xml, "
                                + "labels.txt, lost+found",
                        "not used, since in no class's folder: 1 file: stray.bmp"),
                notes(FolderReading.STRICT).stream().map(FolderScanTest::sorted).toList());
    }

    private static String sorted(String note) {
        int colon = note.lastIndexOf(": ");
        return note.substring(0, colon + 2)
                + String.join(
                        ", ",
                        Arrays.stream(note.substring(colon + 2).split(", "))
                                .sorted()
                                .toList());
    }

    @Test
    void refusesPipesAndSocketsWithoutWaitingForThem() throws Exception {
        pets.with("cat", "dog");
        Path pipe = pets.root().resolve("cat/pipe.png");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo");
        Path socket = pets.root().resolve("dog/socket.png");
        // A socket's address has room for about 100 characters.
        Path near = Files.createTempDirectory(Path.of("/tmp"), "sock").resolve("s");
        try (ServerSocketChannel bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            bound.bind(UnixDomainSocketAddress.of(near));
            Files.createSymbolicLink(socket, near);
            Files.createSymbolicLink(pets.root().resolve("dog/zero.png"), Path.of("/dev/zero"));
            for (FolderReading reading : List.of(FolderReading.STRICT, SKIPPING, FOLLOWING)) {
                assertEquals(
                        List.of(
                                "cat/pipe.png: a class must have images only, this is a named pipe",
                                "dog/socket.png: a class must have images only, this is a socket",
                                "dog/zero.png: a class must have images only, this is a device"),
                        problems(reading));
            }
        } finally {
            Files.deleteIfExists(near);
            Files.deleteIfExists(near.getParent());
        }
    }

    @Test
    void readsLinksToFilesAndCountsThoseThatLeadOut() throws IOException {
        SampleFolder all = new SampleFolder(temp.resolve("all")).with("cat", "dog");
        for (String name : List.of("cat", "dog")) {
            Files.createDirectories(pets.root().resolve(name));
            for (int i = 0; i < 5; i++) {
                Files.createSymbolicLink(
                        pets.root().resolve(name + "/" + i + ".bmp"), Path.of("../../all/" + name + "/" + i + ".bmp"));
            }
        }
        assertEquals(all.read().facts().digest(), pets.read().facts().digest());
        assertEquals(List.of("10 links to files outside of the folder are read"), notes(FolderReading.STRICT));
    }

    @Test
    void followsLinksToFoldersOnlyIfToldTo() throws IOException {
        pets.with("train/cat", "train/dog");
        SampleFolder shared = new SampleFolder(temp.resolve("shared"));
        shared.image("cat/0.bmp", 0x123456);
        shared.image("dog/0.bmp", 0x654321);
        Files.createSymbolicLink(pets.root().resolve("val"), shared.root());
        assertEquals(
                List.of("val: the link leads out of the folder, to "
                        + shared.root().toRealPath() + "; --follow-links reads what it leads to"),
                problems());
        assertEquals(2, pets.read(FOLLOWING).size(Split.VALIDATION));
        assertEquals(
                List.of("followed: 1 link to a folder: val to " + shared.root().toRealPath()), notes(FOLLOWING));
    }

    @Test
    void endsWhereLinksLeadInCircles() throws IOException {
        pets.with("cat", "dog");
        Files.createSymbolicLink(pets.root().resolve("up"), pets.root());
        Files.createSymbolicLink(pets.root().resolve("cat/top"), temp);
        Files.createSymbolicLink(pets.root().resolve("dog/a.bmp"), Path.of("b.bmp"));
        Files.createSymbolicLink(pets.root().resolve("dog/b.bmp"), Path.of("a.bmp"));
        Files.createSymbolicLink(pets.root().resolve("dog/c.bmp"), temp.resolve("none"));
        assertEquals(
                List.of(
                        "cat/top: the link leads back to " + temp.toRealPath() + ", which it lies in",
                        "dog/a.bmp: the link leads in a circle",
                        "dog/b.bmp: the link leads in a circle",
                        "dog/c.bmp: the link leads nowhere",
                        "up: the link leads back to ROOT, which it lies in"),
                problems(FOLLOWING).stream().sorted().toList());
    }

    @Test
    void putsWhatTheSystemSaysIntoWords() throws IOException {
        Path file = temp.resolve("a.png");
        assertEquals("permission denied", UnreadableFile.reason(file, new AccessDeniedException(file.toString())));
        assertEquals(
                "it cannot be read: Input/output error",
                UnreadableFile.reason(file, new FileSystemException(file.toString(), null, "Input/output error")));
        assertEquals(file + ": permission denied", UnreadableFile.message(new AccessDeniedException(file.toString())));
    }

    @Test
    void saysThatPermissionIsDenied() throws IOException {
        pets.with("cat", "dog", "mouse");
        Path image = pets.root().resolve("cat/1.bmp");
        Path folder = pets.root().resolve("dog");
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(image), "this user may read everything");
            assertEquals(List.of("dog: permission denied", "cat/1.bmp: permission denied"), problems());
            assertEquals(List.of("dog: permission denied"), problems(SKIPPING));
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void saysNothingElseOfAFolderThatMayNotBeRead() throws IOException {
        pets.with("cat", "dog");
        Files.setPosixFilePermissions(pets.root(), PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(pets.root()), "this user may read everything");
            List<String> problems = problems();
            assertEquals(1, problems.size(), problems::toString);
            assertTrue(problems.get(0).endsWith("permission denied"), problems::toString);
        } finally {
            Files.setPosixFilePermissions(pets.root(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void leavesOutWhatCannotBeDecodedIfToldTo() throws IOException {
        pets.with("cat", "dog");
        String whole = pets.read().facts().digest();
        Path cut = pets.image("cat/cut.bmp");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 60));
        Files.writeString(pets.root().resolve("cat/text.png"), "no image");
        Files.createFile(pets.root().resolve("dog/empty.jpg"));
        BadDataset refused = assertThrows(BadDataset.class, () -> pets.read());
        assertEquals(3, refused.problems().size());
        assertTrue(
                String.valueOf(refused.getMessage()).endsWith("--skip-unreadable leaves those 3 images out"),
                refused.getMessage());
        assertEquals(whole, pets.read(SKIPPING).facts().digest());
        String note = notes(SKIPPING).get(0);
        assertTrue(note.startsWith("left out, since unreadable: 3 images: cat/cut.bmp (it is cut off"), note);
        assertTrue(note.contains("cat/text.png (it is no image; images must be PNG, JPEG or BMP)"), note);
        assertTrue(note.endsWith("dog/empty.jpg (it is empty)"), note);
    }
}
