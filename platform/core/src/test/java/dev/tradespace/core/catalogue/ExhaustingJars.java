package dev.tradespace.core.catalogue;

import static dev.tradespace.core.catalogue.HostileJar.BUILD;
import static dev.tradespace.core.catalogue.HostileJar.CHECK;
import static dev.tradespace.core.catalogue.HostileJar.FIRST;
import static dev.tradespace.core.catalogue.HostileJar.FOREVER;
import static dev.tradespace.core.catalogue.HostileJar.ID;
import static dev.tradespace.core.catalogue.HostileJar.TITLE;
import static dev.tradespace.core.catalogue.HostileJar.VARIANTS;
import static dev.tradespace.core.catalogue.HostileJar.leftOut;
import static dev.tradespace.core.catalogue.HostileJar.takenIn;

import dev.tradespace.core.catalogue.HostileJar.Where;
import java.util.List;

/** Jars that take all there is, or answer what must not be. */
final class ExhaustingJars {
    private ExhaustingJars() {}

    static void exhausting(List<HostileJar> all) {
        String memory = "ran out of Java heap memory|exit code 3|did not answer";
        all.add(leftOut(
                        "allocates without end",
                        memory,
                        Where.BUILD_CALL,
                        "List<long[]> kept = new ArrayList<>(); while (true) kept.add(new long[1 << 20]);")
                .shortToo());
        all.add(
                leftOut(
                        "allocates outside the heap without end",
                        memory + "|failed",
                        Where.BUILD_CALL,
                        "List<Object> kept = new ArrayList<>(); while (true) kept.add(java.nio.ByteBuffer.allocateDirect(1 << 24));"));
        all.add(leftOut(
                "starts threads without end",
                memory + "|failed",
                Where.BUILD_CALL,
                "while (true) new Thread(() -> { " + FOREVER + " }).start();"));
        all.add(leftOut(
                "calls itself without end", "failed: StackOverflowError", Where.BUILD_CALL, "return build(c);"));
        all.add(leftOut(
                "throws out of memory itself",
                "failed: mine",
                Where.BUILD_CALL,
                "throw new OutOfMemoryError(\"mine\");"));
        all.add(leftOut(
                        "names variants without end",
                        memory,
                        VARIANTS,
                        "if (true) { return new AbstractList<Variant>() { public Variant get(int i) { return new"
                                + " Variant(\"v\" + i, space().defaults(), \"cifar10\", List.of()); } public int size()"
                                + " { return Integer.MAX_VALUE; } }; } " + VARIANTS)
                .shortToo());
        all.add(leftOut(
                "has an iterator without end",
                memory,
                VARIANTS,
                "if (true) { return new ArrayList<Variant>() { public Iterator<Variant> iterator() { return"
                        + " java.util.stream.Stream.generate(() -> new Variant(\"v\", space().defaults(), \"cifar10\","
                        + " List.of())).iterator(); } }; } " + VARIANTS));
        all.add(leftOut(
                "objects without end",
                memory,
                CHECK,
                "if (true) { return new AbstractList<Problem>() { public Problem get(int i) { return new Problem(\"\","
                        + " \"no\" + i); } public int size() { return Integer.MAX_VALUE; } }; } " + CHECK));
        all.add(leftOut(
                "has a title of ten million letters",
                "title: must have at most|a line without|did not answer",
                TITLE,
                "return \"x\".repeat(10_000_000);"));
        all.add(leftOut(
                "has a title of a hundred million letters",
                memory + "|a line without",
                TITLE,
                "return \"x\".repeat(100_000_000);"));
        all.add(leftOut(
                "has an id of ten thousand letters", "its id must be kebab-case", ID, "return \"x\".repeat(10_000);"));
        all.add(leftOut(
                "builds a hundred thousand layers",
                "must have at most|a line without|did not answer|ran out",
                BUILD,
                "if (true) { Flow x = Flow.input(Shape.of(3, c.resolution(), c.resolution())); for (int i = 0; i < 100_000;"
                        + " i++) x = x.relu(); return x.globalAveragePool().flatten().dense(c.classes()).architecture(); } "
                        + BUILD));
        all.add(leftOut(
                "throws a message of ten million letters",
                "failed: x{100,}",
                Where.BUILD_CALL,
                "throw new IllegalStateException(\"x\".repeat(10_000_000));"));
        all.add(leftOut(
                "has many thousand variants",
                "variants: there must be at most",
                VARIANTS,
                "if (true) { List<Variant> many = new ArrayList<>(); for (int i = 0; i < 5_000; i++) many.add(new"
                        + " Variant(\"v\" + i, space().defaults(), \"cifar10\", List.of())); return many; } "
                        + VARIANTS));
        all.add(takenIn(
                "fills its disk as far as it may",
                Where.STATIC,
                "try (java.io.FileOutputStream f = new java.io.FileOutputStream(\"big\")) { byte[] b = new byte[1 << 20];"
                        + " for (int i = 0; i < 1_000; i++) f.write(b); } catch (java.io.IOException e) { }"));
    }

    static void lying(List<HostileJar> all) {
        all.add(leftOut("has no id", "id\\(\\) returned null", ID, "return null;"));
        all.add(leftOut("has no title", "title\\(\\) returned null", TITLE, "return null;"));
        all.add(leftOut("builds nothing", "returned null", BUILD, "if (true) return null; " + BUILD));
        all.add(leftOut(
                "names nothing among its variants",
                "variants\\(\\) returned null",
                VARIANTS,
                VARIANTS.replace("List.of(", "Arrays.asList(null, ")));
        all.add(leftOut(
                "has control characters in its title",
                "title: must have no control",
                TITLE,
                "return \"a\\u0007\\u001b[31mb\";"));
        // The line between the processes has no halves of characters: it arrives as a question mark.
        all.add(takenIn("has a half of a character in its title", TITLE, "return \"a\\ud800b\";"));
        all.add(leftOut(
                        "builds another network each time",
                        "must always build the same network",
                        BUILD,
                        "int more = calls++; return Flow.input(Shape.of(3, c.resolution(), c.resolution()))",
                        "c.integer(\"width\"), Window",
                        "c.integer(\"width\") + more, Window",
                        FIRST,
                        "private int calls; " + FIRST)
                .shortToo());
        all.add(leftOut(
                "throws an error only the second time",
                "failed: only once",
                BUILD,
                "if (calls++ > 0) throw new LinkageError(\"only once\"); " + BUILD,
                FIRST,
                "private static int calls; " + FIRST));
        all.add(takenIn(
                "changes its answers later",
                VARIANTS,
                "mine = new ArrayList<>(List.of(new Variant(\"small\", space().defaults(), \"cifar10\", List.of())));"
                        + " if (true) { return mine; } " + VARIANTS,
                BUILD,
                "mine.clear(); " + BUILD,
                FIRST,
                "private List<Variant> mine; " + FIRST));
        all.add(leftOut(
                        "prints into the line",
                        "it printed",
                        Where.BUILD_CALL,
                        "try (java.io.FileOutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {"
                                + " out.write(\"{\\\"value\\\":\\n\".getBytes()); } catch (java.io.IOException e) { }")
                .shortToo());
        all.add(leftOut(
                "prints into the line without end",
                "a line without an end|did not answer",
                Where.BUILD_CALL,
                "java.io.FileOutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out); byte[] b = new"
                        + " byte[1 << 16]; Arrays.fill(b, (byte) 'x'); while (true) { try { out.write(b); } catch"
                        + " (java.io.IOException e) { } }"));
        all.add(leftOut(
                "answers instead of the line with a lie",
                "it printed what answers nothing",
                Where.CONSTRUCTOR,
                "try { new java.io.FileOutputStream(java.io.FileDescriptor.out).write(\"{\\\"names\\\":7}\\n\".getBytes()); }"
                        + " catch (java.io.IOException e) { }"));
        all.add(
                takenIn(
                        "prints to standard output and error",
                        Where.BUILD_CALL,
                        "for (int i = 0; i < 10_000; i++) { System.out.println(\"{\\\"value\\\":1}\"); System.err.println(\"noise\"); }"));
    }
}
