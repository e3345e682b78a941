package dev.tradespace.training.data.published;

import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetNote;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A dataset that everybody means by its name.
 *
 * @param place where its makers publish it
 * @param files what is there
 * @param form how the files are read
 */
public record PublicDataset(String id, String title, URI place, List<RemoteFile> files, DatasetForm form) {
    public static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
    public static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
    public static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
    public static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

    /** All there are. The sums are those of the published files, as TensorFlow Datasets pins them too. */
    public static List<PublicDataset> all() {
        return List.of(
                new PublicDataset(
                        "mnist",
                        "MNIST, handwritten digits",
                        URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                        List.of(
                                new RemoteFile(
                                        TRAIN_IMAGES,
                                        9_912_422,
                                        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                                new RemoteFile(
                                        TRAIN_LABELS,
                                        28_881,
                                        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                                new RemoteFile(
                                        TEST_IMAGES,
                                        1_648_877,
                                        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                                new RemoteFile(
                                        TEST_LABELS,
                                        4_542,
                                        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
                        new IdxForm(
                                IntStream.range(0, 10).mapToObj(String::valueOf).toList(),
                                List.of(
                                        "6bbc9ace898e44ae57da46a324031adb",
                                        "a25bea736e30d166cdddb491f175f624",
                                        "2646ac647ad5339dbf082846283269ea",
                                        "27ae3e4e09519cfbb04c329615203637"))),
                new PublicDataset(
                        "fashion-mnist",
                        "Fashion-MNIST, articles of clothing",
                        URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                        List.of(
                                new RemoteFile(
                                        TRAIN_IMAGES,
                                        26_421_880,
                                        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                                new RemoteFile(
                                        TRAIN_LABELS,
                                        29_515,
                                        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                                new RemoteFile(
                                        TEST_IMAGES,
                                        4_422_102,
                                        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                                new RemoteFile(
                                        TEST_LABELS,
                                        5_148,
                                        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
                        new IdxForm(
                                List.of(
                                        "T-shirt/top",
                                        "Trouser",
                                        "Pullover",
                                        "Dress",
                                        "Coat",
                                        "Sandal",
                                        "Shirt",
                                        "Sneaker",
                                        "Bag",
                                        "Ankle boot"),
                                List.of(
                                        "f4a8712d7a061bf5bd6d2ca38dc4d50a",
                                        "9018921c3c673c538a1fc5bad174d6f9",
                                        "8181f5470baa50b63fa0f6fddb340f0a",
                                        "15d484375f8d13e6eb1aabb0c3f46965"))),
                cifar(
                        "cifar10",
                        "CIFAR-10, small photographs",
                        170_052_171,
                        "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                        new CifarForm(
                                "cifar-10-binary.tar.gz", "cifar-10-batches-bin", CifarFiles.ten(), 60_000L * 3073)),
                cifar(
                        "cifar100",
                        "CIFAR-100, small photographs",
                        168_513_733,
                        "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                        new CifarForm(
                                "cifar-100-binary.tar.gz", "cifar-100-binary", CifarFiles.hundred(), 60_000L * 3074)));
    }

    private static PublicDataset cifar(String id, String title, long bytes, String sha256, CifarForm form) {
        return new PublicDataset(
                id,
                title,
                URI.create("https://www.cs.toronto.edu/~kriz/"),
                List.of(new RemoteFile(form.archive(), bytes, sha256)),
                form);
    }

    /** The dataset of this name, if there is one. */
    public static Optional<PublicDataset> of(String id) {
        return all().stream().filter(known -> known.id().equals(id)).findFirst();
    }

    /** How much there is to fetch. */
    public long bytes() {
        return files.stream().mapToLong(RemoteFile::bytes).sum();
    }

    /**
     * The files of this dataset in a folder.
     *
     * @return empty if they are not all there
     */
    public Optional<List<Path>> in(Path folder) {
        return form.find(folder, files);
    }

    /**
     * Reads the dataset. Files that are not the published ones are read too, under a title that says so; their digest
     * makes them a version of their own.
     *
     * @param found what {@link #in} found
     */
    public Dataset read(List<Path> found) throws IOException {
        List<String> unlike = form.unlike(found, files);
        DatasetForm.Content content = form.read(found);
        return new InMemoryDataset(
                id,
                unlike.isEmpty() ? title : "not the published " + name() + ", but files of its names",
                content.classes(),
                content.training(),
                content.test(),
                unlike.isEmpty()
                        ? List.of()
                        : List.of(new DatasetNote(
                                "where these come from is unknown: they differ from the published files of " + name()
                                        + " and are used under a version of their own",
                                unlike)));
    }

    /** {@code MNIST}: what its title begins with. */
    private String name() {
        return title.substring(0, title.indexOf(','));
    }

    /**
     * Whether files found under these names are rather another dataset's: MNIST and Fashion-MNIST name theirs alike.
     */
    public boolean isForeign(List<Path> found) throws IOException {
        if (isOfAnother(found)) {
            return true;
        }
        Path folder = found.get(0).toAbsolutePath().getParent();
        String name = folder == null || folder.getFileName() == null
                ? ""
                : simple(folder.getFileName().toString());
        return !name.equals(simple(id))
                && all().stream().anyMatch(other -> simple(other.id()).equals(name));
    }

    private boolean isOfAnother(List<Path> found) throws IOException {
        for (PublicDataset other : all()) {
            if (!other.id().equals(id)
                    && other.form().getClass() == form.getClass()
                    && other.form().claims(found, other.files())) {
                return true;
            }
        }
        return false;
    }

    /** {@code FashionMNIST}, {@code fashion_mnist} and {@code fashion-mnist} are one. */
    private static String simple(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
