package dev.tradespace.hardware;

import dev.tradespace.hardware.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Main classes that do what a worker should not. */
final class BrokenWorkers {
    private BrokenWorkers() {}

    static final class Hanging {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("about to hang");
            new CountDownLatch(1).await();
        }
    }

    static final class Hungry {
        public static void main(String[] arguments) {
            List<byte[]> hoard = new ArrayList<>();
            while (hoard.size() < Integer.MAX_VALUE) {
                hoard.add(new byte[1 << 20]);
            }
        }
    }

    static final class Throwing {
        public static void main(String[] arguments) {
            for (int i = 0; i < 99; i++) {
                System.err.println("line " + i);
            }
            throw new IllegalStateException("line 99");
        }
    }

    static final class Garbling {
        public static void main(String[] arguments) throws IOException {
            Files.writeString(Path.of(arguments[0], Worker.ANSWER), "{\"completed\": {\"nanos\": [1, 2");
        }
    }

    static final class Silent {
        public static void main(String[] arguments) {
            System.out.println("nothing to say");
        }
    }
}
