package dev.tradespace.core.catalogue;

import static dev.tradespace.core.catalogue.HostileJar.FOREVER;
import static dev.tradespace.core.catalogue.HostileJar.leftOut;
import static dev.tradespace.core.catalogue.HostileJar.takenIn;

import dev.tradespace.core.catalogue.HostileJar.Where;
import java.util.List;

/** Jars that change what belongs to all. */
final class MeddlingJars {
    private MeddlingJars() {}

    static void meddling(List<HostileJar> all) {
        all.add(takenIn(
                "closes standard input, output and error",
                Where.BUILD_CALL,
                "System.out.close(); System.err.close(); try {"
                        + " System.in.close(); } catch (java.io.IOException e) { }"));
        all.add(
                leftOut(
                        "closes the line",
                        "closed its line|did not answer|ended",
                        Where.BUILD_CALL,
                        "try { new java.io.FileOutputStream(java.io.FileDescriptor.out).close(); } catch (java.io.IOException e) { }"));
        all.add(takenIn(
                        "interrupts the thread that it is called on",
                        Where.BUILD_CALL,
                        "Thread.currentThread().interrupt();")
                .shortToo());
        all.add(takenIn(
                "interrupts every thread",
                Where.BUILD_CALL,
                "Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);"));
        all.add(takenIn(
                "changes the context class loader",
                Where.BUILD_CALL,
                "Thread.currentThread().setContextClassLoader(null);"));
        all.add(takenIn(
                "changes the locale", Where.BUILD_CALL, "Locale.setDefault(Locale.forLanguageTag(\"tr-TR\"));"));
        all.add(takenIn(
                "changes the time zone",
                Where.BUILD_CALL,
                "TimeZone.setDefault(TimeZone.getTimeZone(\"Pacific/Kiritimati\"));"));
        all.add(
                takenIn(
                        "changes system properties",
                        Where.BUILD_CALL,
                        "System.setProperty(\"line.separator\", \"x\"); System.setProperty(\"java.io.tmpdir\", \"/nowhere\"); System.clearProperty(\"java.home\");"));
        all.add(takenIn(
                        "never ends its threads",
                        Where.BUILD_CALL,
                        "for (int i = 0; i < 5; i++) { new Thread(() -> { " + FOREVER + " }).start(); }")
                .shortToo());
        all.add(takenIn(
                "has a handler for what no thread catches",
                Where.BUILD_CALL,
                "Thread.setDefaultUncaughtExceptionHandler((t, e) -> { " + FOREVER + " }); new Thread(() -> { throw new"
                        + " Error(); }).start();"));
        all.add(takenIn(
                "adds shutdown hooks",
                Where.BUILD_CALL,
                "Runtime.getRuntime().addShutdownHook(new Thread(() -> { " + FOREVER + " }));"));
        all.add(takenIn(
                        "deletes its own jar",
                        Where.CONSTRUCTOR,
                        "try { java.nio.file.Files.delete(java.nio.file.Path.of(Plugin.class.getProtectionDomain()"
                                + ".getCodeSource().getLocation().toURI())); } catch (Exception e) { throw new"
                                + " IllegalStateException(e); }")
                .shortToo());
        all.add(takenIn(
                        "starts processes that outlive it",
                        Where.CONSTRUCTOR,
                        "try { new ProcessBuilder(\"/bin/sh\", \"-c\", \"sleep 4711 & exec sleep 4711\").start(); } catch"
                                + " (java.io.IOException e) { throw new IllegalStateException(e); }")
                .shortToo());
        all.add(takenIn(
                "starts processes in sessions of their own",
                Where.CONSTRUCTOR,
                "try { new ProcessBuilder(\"/bin/sh\", \"-c\", \"setsid sleep 4711 & (setsid sleep 4711 &)\").start().waitFor(); }"
                        + " catch (Exception e) { throw new IllegalStateException(e); }"));
        all.add(leftOut(
                "looks for the platform's own classes",
                "failed|Catalogue",
                Where.BUILD_CALL,
                "try { Class.forName(\"dev.tradespace.core.catalogue.Catalogue\"); } catch (ClassNotFoundException e) { throw"
                        + " new IllegalStateException(e); }"));
        all.add(leftOut(
                "looks for the platform's environment",
                "nothing to see",
                Where.BUILD_CALL,
                "if (System.getenv(\"HOME\") == null) throw new IllegalStateException(\"nothing to see\");"));
        all.add(leftOut(
                "loads native code that is none",
                "UnsatisfiedLinkError",
                Where.STATIC,
                "System.load(\"/etc/passwd\");"));
    }
}
