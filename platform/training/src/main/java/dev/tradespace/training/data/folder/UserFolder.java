package dev.tradespace.training.data.folder;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetSource;
import dev.tradespace.training.data.io.FileStamp;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A user's own folder, read once and then watched: a folder's time of change tells of files that came and went, and
 * costs one question to the system for each folder. Files that were changed in place show only in their own times, so
 * all of them are looked at now and then, so seldom that this never takes more than a fiftieth of the time; and at once
 * when somebody needs the dataset as it is. Whether a file is still the one that was read is proved by its digest when
 * its image is asked for.
 */
public final class UserFolder implements DatasetSource {
    /** Within this time nothing is looked at again. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The least time between two looks at all files, and how much longer than such a look it is. */
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long SHARE = 50;

    private final String id;
    private final RegisteredFolder card;
    private final Path indexFile;
    private final LongSupplier clock;
    /** Memory that runs short takes it; then the folder is read again by its index. */
    private SoftReference<Known> known = new SoftReference<>(null);

    /** What was found, be it that the folder cannot be used. */
    private static final class Known {
        final ImageIndex index;
        final @Nullable ImageFolder images;
        final @Nullable IOException failure;
        final long began;
        final long ended;
        long foldersLookedAt;

        Known(ImageIndex index, @Nullable ImageFolder images, @Nullable IOException failure, long began, long ended) {
            this.index = index;
            this.images = images;
            this.failure = failure;
            this.began = began;
            this.ended = ended;
            this.foldersLookedAt = ended;
        }

        ImageFolder images() throws IOException {
            if (images == null) {
                throw Objects.requireNonNull(failure);
            }
            return images;
        }
    }

    public UserFolder(String id, RegisteredFolder card, Path indexFile, LongSupplier clock) {
        this.id = id;
        this.card = card;
        this.indexFile = indexFile;
        this.clock = clock;
    }

    /** Where it lies and how it is read. */
    public RegisteredFolder card() {
        return card;
    }

    @Override
    public String note() {
        return card.folder().toString();
    }

    @Override
    public DatasetFacts facts() throws IOException {
        return shown().facts();
    }

    @Override
    public synchronized Dataset shown() throws IOException {
        Known last = known.get();
        if (last == null || !isFresh(last)) {
            last = look();
        }
        return last.images();
    }

    @Override
    public synchronized Dataset current() throws IOException {
        return look().images();
    }

    private boolean isFresh(Known last) {
        long now = clock.getAsLong();
        long age = now - last.ended;
        long rest = SHARE * (last.ended - last.began);
        // A clock that was put back tells nothing of the time that has passed.
        if (age < 0) {
            return false;
        }
        if (last.images == null) {
            return age < Math.max(FRESH_NANOS, rest);
        }
        if (!last.images.doubted().isEmpty() || age > Math.max(LEAST_NANOS, rest)) {
            return false;
        }
        if (now - last.foldersLookedAt < FRESH_NANOS) {
            return true;
        }
        last.foldersLookedAt = now;
        return last.images.folders().entrySet().stream()
                .allMatch(folder -> isUnchanged(folder.getKey(), folder.getValue(), last.began));
    }

    private static boolean isUnchanged(Path folder, FileStamp then, long moment) {
        try {
            return then.isSettledAt(moment) && FileStamp.of(folder).equals(then);
        } catch (IOException gone) {
            return false;
        }
    }

    private Known look() throws IOException {
        Known last = known.get();
        ImageIndex index = last == null ? ImageIndex.read(indexFile, clock) : last.index;
        if (last != null && last.images != null) {
            last.images.doubted().forEach(index::forget);
        }
        long began = clock.getAsLong();
        ImageFolder images = null;
        IOException failure = null;
        try {
            images = ImageFolder.read(id, card.folder(), card.reading(), index, ProgressListener.SILENT);
        } catch (IOException unusable) {
            failure = unusable;
        }
        long ended = clock.getAsLong();
        Known found = new Known(index, images, failure, began, ended);
        known = new SoftReference<>(found);
        index.write(indexFile);
        return found;
    }
}
