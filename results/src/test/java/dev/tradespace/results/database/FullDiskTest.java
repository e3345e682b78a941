package dev.tradespace.results.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.core.measure.Subject;
import dev.tradespace.results.Results;
import dev.tradespace.results.Trials;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for a while, in the middle of the work. */
final class FullDiskTest {
    private static final AtomicBoolean FULL = new AtomicBoolean();

    @TempDir
    Path folder;

    @AfterEach
    void free() {
        FULL.set(false);
    }

    @Test
    void nothingAcknowledgedIsLostAndWorkGoesOnWhenThereIsSpaceAgain() {
        FilePath.register(new Disk());
        String url = "jdbc:h2:full:" + folder.resolve("store");
        List<Subject> one = List.of(Trials.subject("resnet/a"));
        try (Results results = Results.open(url, InstantSource.system())) {
            results.sweeps().create(Trials.spec(), one);
            FULL.set(true);
            for (int time = 0; time < 3; time++) {
                ResultsException refused = assertThrows(
                        ResultsException.class, () -> results.sweeps().create(Trials.spec(), one));
                assertEquals(ResultsException.Reason.FULL, refused.reason(), refused.getMessage());
            }

            FULL.set(false);

            assertEquals(1, results.sweeps().page(0, 9).total());
            results.sweeps().create(Trials.spec(), one);
            assertEquals(2, results.sweeps().page(0, 9).total());
        }
        try (Results results = Results.open(url, InstantSource.system())) {
            assertEquals(2, results.sweeps().page(0, 9).total());
        }
    }

    /** Files that cannot grow while the disk is full; public, because H2 makes them. */
    public static final class Disk extends FilePathWrapper {
        @Override
        public String getScheme() {
            return "full";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new Channel(getBase().open(mode));
        }
    }

    private static final class Channel extends FileBase {
        private final FileChannel file;

        Channel(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int write(ByteBuffer bytes, long position) throws IOException {
            if (FULL.get() && position + bytes.remaining() > file.size()) {
                throw new IOException("No space left on device");
            }
            return file.write(bytes, position);
        }

        @Override
        public synchronized int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            return file.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            return file.position(position);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return write(bytes, position());
        }
    }
}
