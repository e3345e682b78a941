package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.space.BadConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    @TempDir
    Path folder;

    private Catalogue catalogue = Catalogue.load(ClassLoader.getPlatformClassLoader(), List.of());

    @BeforeEach
    void load() {
        catalogue = SampleFamily.catalogue(folder);
    }

    private String unknown(String id) {
        return String.valueOf(
                assertThrows(UnknownModel.class, () -> catalogue.model(id)).getMessage());
    }

    @Test
    void isEmptyWithoutPlugins() {
        Catalogue empty = Catalogue.load(ClassLoader.getPlatformClassLoader(), List.of());
        assertEquals(0, empty.families().size());
        assertEquals(List.of(), empty.rejected());
        assertThrows(UnknownModel.class, () -> empty.model("a/b"));
        assertThrows(UnknownModel.class, () -> empty.model("a"));
    }

    @Test
    void namesEveryVariant() {
        assertEquals(
                List.of("sample/wide", "sample/narrow", "sample/conv-1.0"),
                catalogue.variants().stream()
                        .map(model -> model.id().toString())
                        .toList());
        assertEquals("built in", catalogue.families().iterator().next().source());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sample/narrow; sample/narrow",
                "sample/narrow[]; sample/narrow",
                "sample/narrow[width=8]; sample/narrow",
                "sample/narrow[width=32,classes=5]; sample/narrow[classes=5,width=32]",
                "sample/narrow[ width = 32 ]; sample/narrow[width=32]",
                "sample/narrow[head=conv]; sample/narrow[features=16,head=conv]",
                "sample/conv-1.0[head=pool]; sample/conv-1.0[head=pool]",
                "sample/conv-1.0[features=3]; sample/conv-1.0[features=3]",
            })
    void readsIdsAndWritesThemInOneForm(String id, String written) {
        Model model = catalogue.model(id);
        assertEquals(written, model.id().toString());
        assertEquals(model, catalogue.model(written), "the written form means the same");
    }

    @Test
    void laysFurtherSettingsOverThoseOfTheId() {
        assertEquals(
                "sample/narrow[classes=5,width=32]",
                catalogue
                        .model("sample/narrow[width=16,classes=5]", Map.of("width", "32"))
                        .id()
                        .toString());
    }

    @Test
    void suggestsTheNearestVariant() {
        assertEquals(
                "there is no variant sample/narow; did you mean sample/narrow? `tradespace list variants` shows them all",
                unknown("sample/narow"));
        assertEquals(
                "a model's id is family/name or family/name[key=value,...], was narrow; did you mean sample/narrow?"
                        + " `tradespace list variants` shows them all",
                unknown("narrow"));
        assertEquals("there is no family resnet; there are sample", unknown("resnet/resnet50"));
    }

    @Test
    void doesNotLookForTheNearestOfAVeryLongText() {
        assertFalse(unknown("x".repeat(1_000_000)).contains("did you mean"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "sample/",
                "sample/narrow/x",
                "sample/narrow[",
                "sample/narrow[width=8",
                "sample/narrow[width=8]]",
                "sample/narrow[width]",
                "sample/narrow[=8]",
                "sample/narrow[width=8,]",
                "sample/narrow[width=8,width=8]",
                "../narrow",
            })
    void refusesWhatIsNoId(String id) {
        unknown(id);
    }

    @Test
    void reportsEverythingThatIsWrongWithSettings() {
        assertEquals(
                List.of(
                        new Problem(
                                "depth",
                                "there is no such parameter; there are resolution, classes, width, head, features"),
                        new Problem("width", "must be a whole number from 1 to 64, was 65"),
                        new Problem("features", "counts only with head=conv")),
                assertThrows(
                                BadConfiguration.class,
                                () -> catalogue.model("sample/narrow[depth=1,width=65,features=3]"))
                        .problems());
        assertEquals(
                List.of(new Problem("width", "must not be 13"), new Problem("", "is unlucky")),
                assertThrows(BadConfiguration.class, () -> catalogue.model("sample/narrow[width=13]"))
                        .problems());
    }

    @Test
    void showsPublishedAccuracyForTheVariantItselfOnly() {
        assertEquals(
                new Figure.Published(71.5, "its paper; single crop"),
                catalogue.model("sample/narrow").accuracy());
        assertEquals(
                new Figure.Unavailable("published only for sample/narrow as it is"),
                catalogue.model("sample/narrow[width=16]").accuracy());
        assertEquals(
                new Figure.Unavailable("no accuracy is published"),
                catalogue.model("sample/wide").accuracy());
    }

    @Test
    void isAboutNoDatasetWithAnotherNumberOfClasses() {
        assertEquals(
                "imagenet-1k", catalogue.model("sample/narrow[resolution=64]").dataset());
        assertEquals("none", catalogue.model("sample/narrow[classes=5]").dataset());
    }

    @Test
    void matchesGlobs() {
        assertEquals(3, catalogue.match("*").size());
        assertEquals(3, catalogue.match("sample/*").size());
        assertEquals(
                List.of("sample/wide", "sample/narrow"),
                catalogue.match("*/*w*").stream()
                        .map(model -> model.id().toString())
                        .toList());
        assertEquals(0, catalogue.match("narrow").size());
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            nullValues = "null",
            value = {
                "'', '', true",
                "'', a, false",
                "a, '', false",
                "*, '', true",
                "**, abc, true",
                "?, a, true",
                "?, '', false",
                "a*c, abc, true",
                "a*c, ac, true",
                "a*c, acb, false",
                "a?c, abc, true",
                "a?c, ac, false",
                "*b*b, abcb, true",
                "*ab, aab, true",
                "a.c, abc, false",
                "a[b]c, a[b]c, true",
                "a\\Ec*, a\\Ecd, true",
                "(a|b), a, false",
            })
    void takesNothingButStarsAndQuestionMarksForSpecial(String glob, String id, boolean matches) {
        assertEquals(matches, Globs.matches(glob, id));
    }

    /** By regular expression this would try more ways than there are seconds in a year. */
    @Test
    void matchesAGlobOfManyStarsInNoTime() {
        assertFalse(Globs.matches("*a".repeat(30) + "*b", "a".repeat(60)));
        assertTrue(Globs.matches("*a".repeat(30) + "*b", "a".repeat(60) + "b"));
    }
}
