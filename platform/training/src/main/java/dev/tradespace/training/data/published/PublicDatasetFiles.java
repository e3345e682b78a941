package dev.tradespace.training.data.published;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetFactsFile;
import dev.tradespace.training.data.DatasetSource;
import dev.tradespace.training.data.io.FileStamp;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a known dataset where they were found. They are few, so that they are looked at whenever they are asked
 * about.
 */
public final class PublicDatasetFiles implements DatasetSource {
    private final PublicDataset dataset;
    private final List<Path> files;
    private final DatasetFactsFile kept;
    private SoftReference<Opened> last = new SoftReference<>(null);

    private record Opened(String fingerprint, Dataset dataset) {}

    /**
     * The files.
     *
     * @param kept where to keep the facts
     */
    public PublicDatasetFiles(PublicDataset dataset, List<Path> files, DatasetFactsFile kept) {
        this.dataset = dataset;
        this.files = List.copyOf(files);
        this.kept = kept;
    }

    /** Where they lie. */
    public List<Path> files() {
        return files;
    }

    @Override
    public String note() {
        return String.valueOf(files.get(0).getParent());
    }

    @Override
    public synchronized DatasetFacts facts() throws IOException {
        long moment = FileStamp.now();
        String fingerprint = fingerprint(moment);
        Opened opened = last.get();
        if (opened != null && opened.fingerprint().equals(fingerprint)) {
            return opened.dataset().facts();
        }
        Optional<DatasetFacts> known = kept.read(fingerprint);
        if (known.isPresent()) {
            return known.get();
        }
        DatasetFacts facts = opened(fingerprint).facts();
        kept.write(fingerprint, facts);
        return facts;
    }

    @Override
    public synchronized Dataset shown() throws IOException {
        String fingerprint = fingerprint(FileStamp.now());
        Opened opened = last.get();
        return opened != null && opened.fingerprint().equals(fingerprint) ? opened.dataset() : opened(fingerprint);
    }

    @Override
    public Dataset current() throws IOException {
        return shown();
    }

    private Dataset opened(String fingerprint) throws IOException {
        Dataset read = dataset.read(files);
        last = new SoftReference<>(new Opened(fingerprint, read));
        return read;
    }

    /** Changes whenever the files do; a file that was changed just now has another one every time. */
    private String fingerprint(long moment) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            FileStamp stamp = FileStamp.of(file);
            text.append(file)
                    .append(' ')
                    .append(stamp.bytes())
                    .append(' ')
                    .append(stamp.modified())
                    .append(' ')
                    .append(stamp.changed())
                    .append(stamp.isSettledAt(moment) ? "" : " at " + moment)
                    .append('\n');
        }
        return text.toString();
    }
}
