package dev.tradespace.bench.training;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to train: {@code --models resnet/mini,... --dataset synthetic-shapes --resolution 32 --data-dir FOLDER --epochs 3 --subset 0 --seeds 1,2,3}.
 *
 * @param models of the catalogue
 * @param dataset built in, or to be found in the folders
 * @param resolution of images and networks
 * @param folders where the files of known datasets lie
 * @param epochs at least 1
 * @param subset images of the training split, 0 for all
 * @param seeds one training each
 */
record AccuracyOptions(
        List<String> models,
        String dataset,
        int resolution,
        List<Path> folders,
        int epochs,
        int subset,
        List<Long> seeds) {
    private static final String MODELS = "resnet/mini,inception/mini,mobilenet/mini-v1,efficientnet/mini,vit/mini";

    /** Options from the command line; what is not said has the values above. */
    static AccuracyOptions parse(String[] arguments) {
        Arguments given = Arguments.parse(
                arguments,
                "--models",
                MODELS,
                "--dataset",
                "synthetic-shapes",
                "--resolution",
                "32",
                "--data-dir",
                "",
                "--epochs",
                "3",
                "--subset",
                "0",
                "--seeds",
                "1,2,3");
        return new AccuracyOptions(
                given.list("--models"),
                given.text("--dataset"),
                given.number("--resolution"),
                Stream.of(given.text("--data-dir"))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .toList(),
                given.number("--epochs"),
                given.number("--subset"),
                given.list("--seeds").stream().map(Long::valueOf).toList());
    }
}
