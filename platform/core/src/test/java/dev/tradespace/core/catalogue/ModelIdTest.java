package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelIdTest {
    private static final String FOUND = IntStream.range(0, 10)
            .mapToObj(place -> "blocks" + place + "=" + place)
            .collect(Collectors.joining(",", "mobilenet/v2-1.0[", "]"));

    private static String shortName(String id) {
        return ModelId.parse(id).shortName();
    }

    @Provide
    Arbitrary<ModelId> ids() {
        Arbitrary<String> families = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("-0123456789")
                .ofMinLength(1);
        Arbitrary<String> variants = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars(".-0123456789")
                .ofMinLength(1);
        Arbitrary<String> parameters = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .ofMinLength(1);
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.integers().map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.of("true", "false"),
                Arbitraries.strings().withCharRange('a', 'z').withChars(".+_-").ofMinLength(1));
        return Combinators.combine(
                        families, variants, Arbitraries.maps(parameters, values).ofMaxSize(20))
                .as(ModelId::new);
    }

    @Property
    void whatIsWrittenIsReadAsTheSame(@ForAll("ids") ModelId id) {
        ModelId read = ModelId.parse(id.toString());
        assertEquals(id, read);
        assertEquals(id.toString(), read.toString());
        assertTrue(id.shortName().length()
                <= Math.max(ModelId.LONGEST, id.bare().toString().length() + 11));
        assertTrue(id.isFitted(id));
    }

    @Test
    void writesItsSettingsSorted() {
        assertEquals(
                "resnet/resnet50[classes=10,width=0.75]",
                ModelId.parse("resnet/resnet50[ width = 0.75,classes=10]").toString());
        assertEquals("resnet/resnet50", ModelId.parse("resnet/resnet50[ ]").toString());
        assertEquals(
                new ModelId("resnet", "resnet50", Map.of("width", "a=b")),
                ModelId.parse("resnet/resnet50[width=a=b]"),
                "the first = ends the name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''               | a model's id is family/name or family/name[key=value,...], was ''",
                "narrow           | a model's id is family/name or family/name[key=value,...], was narrow",
                "a/b/c            | a model's id is family/name or family/name[key=value,...], was a/b/c",
                "a/b[width=8      | a model's id is family/name or family/name[key=value,...], was a/b[width=8",
                "a/b[width=8]]    | a model's id is family/name or family/name[key=value,...], was a/b[width=8]]",
                "a/b[width]       | settings are key=value,key=value, was width in a/b[width]",
                "a/b[=8]          | settings are key=value,key=value, was =8 in a/b[=8]",
                "a/b[k=8,]        | settings are key=value,key=value, was '' in a/b[k=8,]",
                "a/b[k=8,k=9]     | setting k is given twice in a/b[k=8,k=9]",
            })
    void saysWhatIsWrongWithAText(String text, String message) {
        UnknownModel unknown = assertThrows(UnknownModel.class, () -> ModelId.parse(text));
        assertEquals(message.replace("''", ""), unknown.getMessage());
    }

    @Test
    void saysAllThatIsWrongWithItsSettingsAtOnce() {
        assertEquals(
                "settings are key=value,key=value, was x in a/b[x,y=1,y=2]; setting y is given twice in a/b[x,y=1,y=2]",
                assertThrows(UnknownModel.class, () -> ModelId.parse("a/b[x,y=1,y=2]"))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b                | a/b[classes=3,resolution=32] | true",
                "a/b                | a/b                          | true",
                "a/b[width=2]       | a/b[classes=3,width=2]       | true",
                "a/b[classes=3]     | a/b[classes=3]               | true",
                "a/b                | a/b[classes=3,width=2]       | false",
                "a/b[width=2]       | a/b[classes=3]               | false",
                "a/b[classes=4]     | a/b[classes=3]               | false",
                "a/c                | a/b[classes=3]               | false",
            })
    void tellsWhatATrainingMadeOfAModel(String asked, String trained, boolean fitted) {
        assertEquals(fitted, ModelId.parse(trained).isFitted(ModelId.parse(asked)));
    }

    /** The page works out the same: its test has the same digest. */
    @Test
    void aLongIdHasAShortNameThatFollowsFromIt() {
        assertEquals("mobilenet/v2-1.0~dcda558c1f", shortName(FOUND));
        assertNotEquals(shortName(FOUND), shortName(FOUND.replace("blocks3=3", "blocks3=4")));
        assertTrue(ModelId.isShort(shortName(FOUND)));
        assertEquals("mobilenet/v2-1.0", ModelId.variantOf(shortName(FOUND)));
    }

    @Test
    void aShortIdIsItsOwnName() {
        assertEquals("resnet/resnet50[width=0.75]", shortName("resnet/resnet50[width=0.75]"));
        assertFalse(ModelId.isShort("resnet/resnet50[width=0.75]"));
        assertEquals("a/" + "b".repeat(90), shortName("a/" + "b".repeat(90)));
    }

    @Test
    void theCatalogueTakesAShortNameForTheId(@TempDir Path folder) {
        String id = "sample/narrow[classes=7]";
        Catalogue catalogue = SampleFamily.catalogue(folder)
                .knowing(name -> name.equals("sample/narrow~0123456789") ? Optional.of(id) : Optional.empty());
        assertEquals(id, catalogue.model("sample/narrow~0123456789").id().toString());
        UnknownModel unknown = assertThrows(UnknownModel.class, () -> catalogue.model("sample/narrow~ffffffffff"));
        assertEquals(
                "no network of the short name sample/narrow~ffffffffff was ever measured, trained or searched in this home",
                unknown.getMessage());
    }
}
