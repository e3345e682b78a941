package dev.tradespace.core.catalogue;

import java.util.List;

/**
 * A jar that keeps no rule: one misdeed, laid into the sound plugin of {@link PluginJars}.
 *
 * @param name what it does
 * @param fate what is to become of it
 * @param reason what its reason must hold, a regular expression
 * @param replacements of the sound plugin's source
 * @param inShort whether it belongs to the short selection
 */
record HostileJar(String name, Fate fate, String reason, List<String> replacements, boolean inShort) {
    static final String FIRST = "public String id()";
    static final String ID = "return \"stranger\";";
    static final String TITLE = "return \"Stranger\";";
    static final String CHECK = "return c.integer(\"width\") == 13";
    static final String BUILD = "return Flow.input(Shape.of(3, c.resolution(), c.resolution()))";
    static final String VARIANTS = "return List.of(\n            new Variant";
    static final String SPACE = "return SearchSpace.of(";
    static final String FOREVER = "while (true) { try { Thread.sleep(1000); } catch (InterruptedException woken) { } }";
    static final String SPIN = "for (long i = 0; ; i++) { if (i < 0) break; }";

    /** Where a misdeed stands. */
    enum Where {
        STATIC(FIRST, "static { if (true) { %s } } " + FIRST),
        CONSTRUCTOR(FIRST, "public Plugin() { %s } " + FIRST),
        ID_CALL(ID, "if (true) { %s } " + ID),
        TITLE_CALL(TITLE, "if (true) { %s } " + TITLE),
        SPACE_CALL(SPACE, "if (true) { %s } " + SPACE),
        VARIANTS_CALL(VARIANTS, "if (true) { %s } " + VARIANTS),
        CHECK_CALL(CHECK, "if (true) { %s } " + CHECK),
        BUILD_CALL(BUILD, "if (true) { %s } " + BUILD);

        private final String right;
        private final String wrong;

        Where(String right, String wrong) {
            this.right = right;
            this.wrong = wrong;
        }
    }

    /** What is to become of the jar. */
    enum Fate {
        /** It is left out, with its reason. */
        LEFT_OUT,
        /** It is taken in: what it does stays in its process and does no harm there. */
        TAKEN_IN
    }

    HostileJar shortToo() {
        return new HostileJar(name, fate, reason, replacements, true);
    }

    @Override
    public String toString() {
        return name;
    }

    static HostileJar leftOut(String name, String reason, Where where, String code) {
        return leftOut(name, reason, where.right, where.wrong.formatted(code));
    }

    static HostileJar leftOut(String name, String reason, String... replacements) {
        return new HostileJar(name, Fate.LEFT_OUT, reason, List.of(replacements), false);
    }

    static HostileJar takenIn(String name, Where where, String code) {
        return takenIn(name, where.right, where.wrong.formatted(code));
    }

    static HostileJar takenIn(String name, String... replacements) {
        return new HostileJar(name, Fate.TAKEN_IN, "", List.of(replacements), false);
    }

    static HostileJar leftOut(String name, String reason, Where where, String code, String member) {
        String wrong = where.wrong.formatted(code);
        return leftOut(
                name, reason, where.right, wrong, FIRST, "@SuppressWarnings(\"unchecked\") " + member + " " + FIRST);
    }
}
