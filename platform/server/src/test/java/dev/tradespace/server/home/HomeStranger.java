package dev.tradespace.server.home;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The main class of a process that tries to own a home, says what came of it, and lives until its input ends. */
final class HomeStranger {
    private HomeStranger() {}

    /** Tries to own the home that is the first argument. */
    public static void main(String[] arguments) throws IOException {
        HomeLock.Ownership ownership = HomeLock.tryOwn(Path.of(arguments[0]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(
                ownership instanceof HomeLock.OwnedBy by
                        ? "owned by " + by.pid() + " at "
                                + by.url().map(Object::toString).orElse("no address")
                        : "owns");
        int end = System.in.read();
        out.println("ends with " + end);
    }
}
