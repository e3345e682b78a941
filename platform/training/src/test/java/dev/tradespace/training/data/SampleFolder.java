package dev.tradespace.training.data;

import dev.tradespace.training.data.folder.FolderReading;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.ProgressListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/** A folder of small images, all of them different. */
public final class SampleFolder {
    private final Path root;
    private int colour;

    public SampleFolder(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** An image that no other of this folder is like. */
    public Path image(String path) throws IOException {
        return image(path, colour += 7);
    }

    /** An uncompressed image, so that all are equally long. */
    public Path image(String path, int rgb) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, rgb);
        ImageIO.write(image, "bmp", file.toFile());
        return file;
    }

    /** Five images in each of these folders. */
    public SampleFolder with(String... folders) throws IOException {
        for (String folder : folders) {
            for (int i = 0; i < 5; i++) {
                image(folder + "/" + i + ".bmp");
            }
        }
        return this;
    }

    public Dataset read(FolderReading reading) throws IOException {
        return datasets().inspect(root, last -> reading, ProgressListener.SILENT);
    }

    public Dataset read() throws IOException {
        return read(FolderReading.STRICT);
    }

    /** Registers the folder in a home. */
    public static String register(Datasets datasets, Path folder) throws IOException {
        return datasets.register(folder, null, UnaryOperator.identity(), ProgressListener.SILENT);
    }

    private Datasets datasets() {
        return Datasets.at(root.resolveSibling("nobodys-home"), List.of());
    }
}
