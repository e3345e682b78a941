package dev.tradespace.core.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.SampleFamily;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpansionTest {
    private static final List<Target> TARGETS =
            List.of(target("cpu/one", "fp32"), target("cpu/two", "int8"), target("gpu/one", "fp16"));

    @TempDir
    Path folder;

    private Catalogue catalogue = Catalogue.load(ClassLoader.getPlatformClassLoader(), List.of());

    @BeforeEach
    void load() {
        catalogue = SampleFamily.catalogue(folder);
    }

    private static Target target(String id, String precision) {
        return new Target(id, id.substring(0, 3), "runtime", precision, 1, id);
    }

    private Expansion expand(List<String> variants, List<String> targets) {
        return Expansion.of(new SweepSpec(variants, targets, Protocol.QUICK), catalogue, TARGETS, new SampleGround());
    }

    private static List<String> jobs(Expansion expansion) {
        assertEquals(List.of(), expansion.problems());
        return expansion.subjects().stream()
                .map(subject -> subject.model() + " on " + subject.key().target())
                .toList();
    }

    @Test
    void measuresTheSmallestNetworkFirstOnEveryTarget() {
        assertEquals(
                List.of(
                        "sample/narrow on cpu/one",
                        "sample/narrow on cpu/two",
                        "sample/conv-1.0 on cpu/one",
                        "sample/conv-1.0 on cpu/two",
                        "sample/wide on cpu/one",
                        "sample/wide on cpu/two"),
                jobs(expand(List.of("*"), List.of("cpu/*"))));
    }

    @Test
    void namesNothingTwiceHoweverOftenItIsAskedFor() {
        assertEquals(
                List.of("sample/narrow on cpu/one"),
                jobs(expand(
                        List.of("sample/narrow", "*/narrow", "sample/narrow[]", "sample/narrow[width=8]"),
                        List.of("cpu/one", "c*/one"))));
    }

    @Test
    void measuresANetworkOfTwoNamesOnceUnderThatOfThePlainVariant() {
        assertEquals(
                List.of("sample/wide on cpu/one"),
                jobs(expand(List.of("sample/narrow[width=64]", "sample/wide"), List.of("cpu/one"))));
    }

    @Test
    void tellsWhatIsKnownBeforehand() {
        Subject subject =
                expand(List.of("sample/narrow"), List.of("cpu/one")).subjects().get(0);
        Built built = catalogue.build(catalogue.model("sample/narrow"));
        assertEquals("sample", subject.model().family());
        assertEquals(
                new RowKey(built.architecture().digest(), "random:7", "cpu/one", "imagenet-1k", Protocol.QUICK),
                subject.key());
        assertEquals(
                new Figure.Published(71.5, "its paper; single crop"),
                subject.known().get(Metric.ACCURACY));
        assertEquals(
                new Figure.Measured(3 * 9 * 8 + 8 * 10 + 10, null, "counted on the graph"),
                subject.known().get(Metric.PARAMETERS));
        assertEquals(
                new Figure.Measured(32 * 32 * 3 * 9 * 8 + 8 * 10, null, "counted on the graph"),
                subject.known().get(Metric.MACS));
    }

    @Test
    void measuresANetworkWithImportedWeightsBesideTheRandomOnes() {
        String imported = "sample/narrow@imported:0123456789abcdef";
        SampleGround ground = new SampleGround() {
            @Override
            public boolean hasImported(String architecture, String weights) {
                return weights.equals("imported:0123456789abcdef");
            }
        };
        SweepSpec spec = new SweepSpec(List.of("sample/narrow", imported), List.of("cpu/one"), Protocol.QUICK);
        List<Subject> subjects = Expansion.of(spec, catalogue, TARGETS, ground).subjects();
        assertEquals(
                List.of("sample/narrow random:7", "sample/narrow imported:0123456789abcdef"),
                subjects.stream()
                        .map(subject -> subject.model() + " " + subject.key().weights())
                        .toList());
        assertEquals(
                new Figure.Unavailable("it was not scored"),
                subjects.get(1).known().get(Metric.ACCURACY));
        assertEquals(
                "there are no weights imported:0123456789abcdef of sample/narrow in this home; `tradespace import`"
                        + " brings them",
                expand(List.of(imported), List.of("cpu/one")).problems().get(0).message());
    }

    @Test
    void givesTheSizeAtTheTargetsPrecision() {
        List<Subject> subjects = expand(List.of("sample/narrow"), List.of("*")).subjects();
        assertEquals(
                List.of(
                        new Figure.Measured(4 * (216 + 90), null, "counted on the graph"),
                        new Figure.Measured(216 + 80 + 4 * 10, null, "counted on the graph"),
                        new Figure.Unavailable("the size at precision fp16 is not counted")),
                subjects.stream()
                        .map(subject -> subject.known().get(Metric.MODEL_SIZE))
                        .toList());
    }

    /** The sizes are counted before a byte is written. */
    @Test
    void refusesWhatFitsNeitherIntoTheMemoryNorOnTheDisk() {
        SweepSpec spec = new SweepSpec(List.of("sample/narrow"), List.of("cpu/one"), Protocol.QUICK);

        Expansion large = Expansion.of(spec, catalogue, TARGETS, with(new Room("/home", Long.MAX_VALUE, 1_000)));
        Expansion full = Expansion.of(spec, catalogue, TARGETS, with(new Room("/home", 1_000, Long.MAX_VALUE)));

        assertEquals(List.of(), large.subjects());
        assertEquals(List.of(), full.subjects());
        String memory = large.problems().get(0).message();
        String disk = full.problems().get(0).message();
        assertTrue(memory.startsWith("sample/narrow: it takes at least "), memory);
        assertTrue(memory.endsWith(" of memory, and this machine has 1.00 kB"), memory);
        assertTrue(disk.startsWith("sample/narrow: no room on the disk: its file takes 1.22 kB, and in /home"), disk);
        assertTrue(Room.isLacking(disk));
    }

    private static TrainingGround with(Room room) {
        return new SampleGround() {
            @Override
            public Room room() {
                return room;
            }
        };
    }

    @Test
    void reportsAllProblemsAtOnceAndMeasuresNothing() {
        Expansion expansion = expand(
                List.of(
                        "sample/narrow",
                        "sample/narow",
                        "vit/*",
                        "sample/narrow[width=65,features=3]",
                        "sample/narrow[width=13]",
                        "sample/narrow[width=15]"),
                List.of("tpu/*", "cpu/one", "cpu/three"));
        assertEquals(List.of(), expansion.subjects());
        assertEquals(
                List.of(
                        new Problem(
                                "/variants/1",
                                "there is no variant sample/narow; did you mean sample/narrow?"
                                        + " `tradespace list variants` shows them all"),
                        new Problem(
                                "/variants/2", "no variant matches vit/*; `tradespace list variants` shows them all"),
                        new Problem(
                                "/variants/3",
                                "sample/narrow[width=65,features=3]: width: must be a whole number from 1 to 64, was 65"),
                        new Problem(
                                "/variants/3",
                                "sample/narrow[width=65,features=3]: features: counts only with head=conv"),
                        new Problem("/variants/4", "sample/narrow[width=13]: width: must not be 13"),
                        new Problem("/variants/4", "sample/narrow[width=13]: is unlucky"),
                        new Problem(
                                "/variants/5",
                                "plugin " + SampleFamily.class.getName()
                                        + ": build(classes=10,head=pool,resolution=32,width=15) failed:"
                                        + " fifteen is too many"),
                        new Problem(
                                "/targets/0",
                                "no target of this machine matches tpu/*; there are cpu/one, cpu/two, gpu/one"),
                        new Problem(
                                "/targets/2",
                                "no target of this machine matches cpu/three; there are cpu/one, cpu/two, gpu/one")),
                expansion.problems());
    }

    @Test
    void wantsAtLeastOneOfEach() {
        assertEquals(
                List.of(
                        new Problem("/variants", "must name at least one variant"),
                        new Problem("/targets", "must name at least one target")),
                expand(List.of(), List.of()).problems());
    }
}
