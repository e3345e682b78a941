package dev.tradespace.training.data.prepared;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Normalisation;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes a {@link PreparedDataset} file: decodes and resizes on all processors, writes in order. */
final class DatasetPreparation {
    /** Images in work at a time and thread: enough to keep all threads busy, few enough for the memory. */
    private static final int PER_THREAD = 64;

    private static final double SMALLEST_DEVIATION = 1 / 255.0;

    private final Dataset dataset;
    private final int resolution;
    private final ProgressListener progress;
    private final int threads;
    private final long[] sums = new long[Normalisation.CHANNELS];
    private final long[] squares = new long[Normalisation.CHANNELS];
    private final List<Problem> problems = new ArrayList<>();
    private long done;

    private DatasetPreparation(Dataset dataset, int resolution, ProgressListener progress) {
        this.dataset = dataset;
        this.resolution = resolution;
        this.progress = progress;
        this.threads = Runtime.getRuntime().availableProcessors();
    }

    static void write(Dataset dataset, int resolution, Path file, ProgressListener progress) throws IOException {
        if (resolution < 1) {
            throw new IllegalArgumentException("resolution must be at least 1, was " + resolution);
        }
        DatasetPreparation preparation = new DatasetPreparation(dataset, resolution, progress);
        preparation.requireRoom(file);
        WholeFile.write(file, preparation::write);
    }

    private long images() {
        long images = 0;
        for (Split split : Split.values()) {
            images += dataset.size(split);
        }
        return images;
    }

    private void requireRoom(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        long needed = images() * resolution * resolution * Normalisation.CHANNELS;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new IOException("preparing " + dataset.facts().id() + " at " + resolution + "x" + resolution
                    + " takes " + (needed >> 20) + " MiB, but " + folder + " has only " + (free >> 20)
                    + " MiB left; make room there or choose a smaller resolution");
        }
    }

    private void write(OutputStream out) throws IOException {
        out.write(PreparedHeader.MAGIC);
        ExecutorService decoders = Executors.newFixedThreadPool(threads);
        try {
            for (Split split : Split.values()) {
                writeImages(split, decoders, out);
            }
        } finally {
            decoders.shutdownNow();
        }
        if (!problems.isEmpty()) {
            throw new BadDataset(dataset.facts().id(), problems);
        }
        for (Split split : Split.values()) {
            out.write(labels(split));
        }
        out.write(header().end());
    }

    private void writeImages(Split split, ExecutorService decoders, OutputStream out) throws IOException {
        int block = threads * PER_THREAD;
        for (int from = 0; from < dataset.size(split); from += block) {
            int end = Math.min(from + block, dataset.size(split));
            List<Callable<byte[]>> tasks = new ArrayList<>();
            for (int i = from; i < end; i++) {
                int index = i;
                tasks.add(() -> dataset.square(split, index, resolution));
            }
            try {
                for (Future<byte[]> image : decoders.invokeAll(tasks)) {
                    take(split, image, out);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(
                        "interrupted while preparing " + dataset.facts().id());
            }
            done += end - from;
            progress.at(done, images());
        }
    }

    private void take(Split split, Future<byte[]> decoded, OutputStream out) throws IOException, InterruptedException {
        byte[] image;
        try {
            image = decoded.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof BadDataset bad) {
                problems.addAll(bad.problems());
                return;
            }
            if (failed.getCause() instanceof IOException bad) {
                problems.add(new Problem("", String.valueOf(bad.getMessage())));
                return;
            }
            throw new IllegalStateException("an image of " + dataset.facts().id() + " cannot be prepared", failed);
        }
        if (split == Split.TRAINING) {
            for (int i = 0; i < image.length; i++) {
                long value = image[i] & 0xFF;
                sums[i % Normalisation.CHANNELS] += value;
                squares[i % Normalisation.CHANNELS] += value * value;
            }
        }
        // What follows a problem is only looked at, for more problems.
        if (problems.isEmpty()) {
            out.write(image);
        }
    }

    private byte[] labels(Split split) {
        ByteBuffer labels =
                ByteBuffer.allocate(dataset.size(split) * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < dataset.size(split); i++) {
            labels.putShort((short) dataset.label(split, i));
        }
        return labels.array();
    }

    private PreparedHeader header() {
        double[] mean = new double[Normalisation.CHANNELS];
        double[] deviation = new double[Normalisation.CHANNELS];
        double count = Math.max(1.0, (double) dataset.size(Split.TRAINING) * resolution * resolution);
        for (int channel = 0; channel < Normalisation.CHANNELS; channel++) {
            mean[channel] = sums[channel] / count / 255;
            double square = squares[channel] / count / (255 * 255);
            double variance = Math.max(0, square - mean[channel] * mean[channel]);
            deviation[channel] = Math.max(Math.sqrt(variance), SMALLEST_DEVIATION);
        }
        return PreparedHeader.of(dataset.facts(), resolution, mean, deviation);
    }
}
