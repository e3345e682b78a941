package dev.tradespace.core.catalogue;

import static dev.tradespace.core.catalogue.HostileJar.FOREVER;
import static dev.tradespace.core.catalogue.HostileJar.SPIN;
import static dev.tradespace.core.catalogue.HostileJar.TITLE;
import static dev.tradespace.core.catalogue.HostileJar.leftOut;

import dev.tradespace.core.catalogue.HostileJar.Where;
import java.util.List;
import java.util.Locale;

/** Jars that never come back, or end their process. */
final class HangingJars {
    private HangingJars() {}

    static void hanging(List<HostileJar> all) {
        String late = "did not answer within";
        for (Where where : Where.values()) {
            String place = where.name().toLowerCase(Locale.ROOT).replace("_call", "");
            HostileJar sleeps = leftOut("sleeps for ever in " + place, late, where, FOREVER);
            all.add(where == Where.BUILD_CALL || where == Where.STATIC ? sleeps.shortToo() : sleeps);
            all.add(leftOut("computes for ever in " + place, late, where, SPIN));
        }
        all.add(leftOut(
                "waits for a lock that its thread holds",
                late,
                Where.BUILD_CALL,
                "Object held = new Object(); Thread t = new Thread(() -> { synchronized (held) { " + FOREVER
                        + " } }); t.start(); while (t.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();"
                        + " synchronized (held) { System.out.println(held); }"));
        all.add(leftOut(
                "holds the lock of the api's class",
                late,
                Where.ID_CALL,
                "synchronized (ArchitecturePlugin.class) { " + FOREVER + " }"));
        all.add(leftOut(
                "lets two threads wait for each other",
                late,
                Where.BUILD_CALL,
                "Object a = new Object(), b = new Object(); java.util.concurrent.CountDownLatch both = new"
                        + " java.util.concurrent.CountDownLatch(2); Thread t = new Thread(() -> { synchronized (a) {"
                        + " both.countDown(); try { both.await(); } catch (InterruptedException e) { }"
                        + " synchronized (b) { } } }); t.start(); synchronized (b) { both.countDown(); try {"
                        + " both.await(); } catch (InterruptedException e) { } synchronized (a) { } }"));
        all.add(leftOut(
                "waits for what standard input says",
                "returned null",
                TITLE,
                "try { return System.in.read() < 0 ? null : \"x\"; } catch (java.io.IOException e) { return null; }"));
        all.add(leftOut(
                "joins a thread that never ends",
                late,
                Where.CONSTRUCTOR,
                "Thread t = new Thread(() -> { " + FOREVER
                        + " }); t.start(); try { t.join(); } catch (InterruptedException e) { }"));
    }

    static void ending(List<HostileJar> all) {
        for (Where where :
                List.of(Where.STATIC, Where.CONSTRUCTOR, Where.ID_CALL, Where.CHECK_CALL, Where.BUILD_CALL)) {
            String place = where.name().toLowerCase(Locale.ROOT).replace("_call", "");
            HostileJar exits = leftOut("exits in " + place, "ended with exit code 7", where, "System.exit(7);");
            all.add(where == Where.BUILD_CALL ? exits.shortToo() : exits);
            all.add(leftOut("halts in " + place, "ended with exit code 0", where, "Runtime.getRuntime().halt(0);"));
        }
        all.add(leftOut(
                        "exits with a shutdown hook that hangs",
                        "did not answer within|closed its line",
                        Where.BUILD_CALL,
                        "Runtime.getRuntime().addShutdownHook(new Thread(() -> { " + FOREVER + " })); System.exit(0);")
                .shortToo());
        all.add(leftOut(
                "exits from a thread of its own",
                "ended with exit code 3|did not answer within",
                Where.BUILD_CALL,
                "new Thread(() -> System.exit(3)).start(); " + FOREVER));
        all.add(leftOut(
                "kills its process",
                "SIGKILL",
                Where.BUILD_CALL,
                "try { new ProcessBuilder(\"/bin/kill\", \"-9\", \"\" + ProcessHandle.current().pid()).start().waitFor(); }"
                        + " catch (Exception e) { throw new IllegalStateException(e); } " + FOREVER));
        all.add(leftOut(
                "stops its process",
                "did not answer within",
                Where.BUILD_CALL,
                "try { new ProcessBuilder(\"/bin/kill\", \"-STOP\", \"\" + ProcessHandle.current().pid()).start(); }"
                        + " catch (Exception e) { throw new IllegalStateException(e); } " + FOREVER));
        all.add(leftOut(
                "crashes the virtual machine",
                "crashed with SIGSEGV|crashed with SIGABRT|exit code",
                Where.BUILD_CALL,
                "try { java.lang.reflect.Field f = Class.forName(\"sun.misc.Unsafe\").getDeclaredField(\"theUnsafe\");"
                        + " f.setAccessible(true); Object u = f.get(null); u.getClass().getMethod(\"putAddress\","
                        + " long.class, long.class).invoke(u, 0L, 1L); } catch (ReflectiveOperationException e) {"
                        + " throw new IllegalStateException(e); }"));
        all.add(leftOut(
                "throws an error",
                "build\\(.*\\) failed: no luck",
                Where.BUILD_CALL,
                "throw new LinkageError(\"no luck\");"));
        all.add(leftOut(
                "throws a death of its thread", "failed: ThreadDeath", Where.BUILD_CALL, "throw new ThreadDeath();"));
        all.add(leftOut(
                "throws what it did not declare",
                "failed: not declared",
                Where.BUILD_CALL,
                "Plugin.<RuntimeException>sneak(new java.io.IOException(\"not declared\"));",
                "static <E extends Exception> void sneak(Exception e) throws E { throw (E) e; }"));
        all.add(leftOut(
                "throws an exception whose message throws",
                "failed: stranger",
                Where.BUILD_CALL,
                "throw new RuntimeException() { public String getMessage() { throw new Error(); } };"));
        all.add(leftOut(
                "stops the thread that it is called on",
                "failed|did not answer",
                Where.BUILD_CALL,
                "Thread.currentThread().stop();"));
    }
}
