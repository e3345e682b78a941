package dev.tradespace.training.data.published;

import dev.tradespace.core.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Four IDX files: images and labels to learn from, then to score, packed or not.
 *
 * @param classes the names of the classes, which the files do not say
 * @param contents MD5 of what the published files hold, in their order: people keep them unpacked or pack them
 *     anew. It tells files apart, and need not keep anybody from forging one
 */
record IdxForm(List<String> classes, List<String> contents) implements DatasetForm {
    private static final String PACKED = ".gz";

    @Override
    public Optional<List<Path>> find(Path folder, List<RemoteFile> published) {
        List<Path> found = new ArrayList<>();
        for (RemoteFile file : published) {
            Path packed = folder.resolve(file.name());
            Path plain = folder.resolve(file.name().substring(0, file.name().length() - PACKED.length()));
            if (!Files.isRegularFile(packed) && !Files.isRegularFile(plain)) {
                return Optional.empty();
            }
            found.add(Files.isRegularFile(packed) ? packed : plain);
        }
        return Optional.of(found);
    }

    @Override
    public Content read(List<Path> found) throws IOException {
        return new Content(
                IdxFiles.read(found.get(0), found.get(1), classes.size()),
                IdxFiles.read(found.get(2), found.get(3), classes.size()),
                classes);
    }

    @Override
    public List<String> unlike(List<Path> found, List<RemoteFile> published) throws IOException {
        List<String> unlike = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (!isPublished(found, published, i)) {
                unlike.add(String.valueOf(found.get(i).getFileName()));
            }
        }
        return unlike;
    }

    /** By the labels: all such datasets name their files alike. */
    @Override
    public boolean claims(List<Path> found, List<RemoteFile> published) throws IOException {
        return isPublished(found, published, 1);
    }

    private boolean isPublished(List<Path> found, List<RemoteFile> published, int at) throws IOException {
        return Sha256.of(found.get(at)).equals(published.get(at).sha256())
                || IdxFiles.contentMd5(found.get(at)).equals(contents.get(at));
    }
}
