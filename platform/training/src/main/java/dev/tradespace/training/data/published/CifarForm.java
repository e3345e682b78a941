package dev.tradespace.training.data.published;

import dev.tradespace.core.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One archive of CIFAR's binary files, or a folder with what was in it.
 *
 * @param archive its name
 * @param folder the folder in it
 * @param bytes how long all the files of images in it are
 */
record CifarForm(String archive, String folder, CifarFiles files, long bytes) implements DatasetForm {
    @Override
    public Optional<List<Path>> find(Path place, List<RemoteFile> published) {
        for (Path unpacked : List.of(place, place.resolve(folder))) {
            if (files.files().stream().allMatch(name -> Files.isRegularFile(unpacked.resolve(name)))) {
                return Optional.of(files.files().stream().map(unpacked::resolve).toList());
            }
        }
        return Optional.of(place.resolve(archive)).filter(Files::isRegularFile).map(List::of);
    }

    @Override
    public Content read(List<Path> found) throws IOException {
        Path first = found.get(0);
        Path parent = first.getParent();
        return files.read(found.size() == 1 || parent == null ? first : parent);
    }

    @Override
    public List<String> unlike(List<Path> found, List<RemoteFile> published) throws IOException {
        if (found.size() == 1) {
            return Sha256.of(found.get(0)).equals(published.get(0).sha256())
                    ? List.of()
                    : List.of(published.get(0).name());
        }
        // Nobody publishes the sums of the unpacked files; their sizes tell a part or another dataset.
        long all = 0;
        for (Path file : found) {
            all += Files.size(file);
        }
        return all == bytes
                ? List.of()
                : found.stream().map(file -> String.valueOf(file.getFileName())).toList();
    }
}
