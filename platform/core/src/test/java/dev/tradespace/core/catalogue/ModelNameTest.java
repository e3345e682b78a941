package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelNameTest {
    private static final String FOUND = IntStream.range(0, 20)
            .mapToObj(place -> "blocks" + place + "=" + place)
            .collect(Collectors.joining(",", "mobilenet/v2-1.0[", "]"));

    /** The page works out the same: its test has the same digest. */
    @Test
    void aLongIdHasAShortNameThatFollowsFromIt() {
        assertEquals("mobilenet/v2-1.0~0148185cd1", ModelName.of(FOUND));
        assertNotEquals(ModelName.of(FOUND), ModelName.of(FOUND.replace("blocks3=3", "blocks3=4")));
        assertTrue(ModelName.isShort(ModelName.of(FOUND)));
        assertEquals("mobilenet/v2-1.0", ModelName.variant(ModelName.of(FOUND)));
    }

    @Test
    void aShortIdIsItsOwnName() {
        assertEquals("resnet/resnet50[width=0.75]", ModelName.of("resnet/resnet50[width=0.75]"));
        assertFalse(ModelName.isShort("resnet/resnet50[width=0.75]"));
        assertEquals("a/" + "b".repeat(90), ModelName.of("a/" + "b".repeat(90)));
    }

    @Test
    void theCatalogueTakesAShortNameForTheId(@TempDir Path folder) {
        String id = "sample/narrow[classes=7]";
        Catalogue catalogue = SampleFamily.catalogue(folder)
                .knowing(name -> name.equals("sample/narrow~0123456789") ? Optional.of(id) : Optional.empty());
        assertEquals(id, catalogue.model("sample/narrow~0123456789").id());
        UnknownModel unknown = assertThrows(UnknownModel.class, () -> catalogue.model("sample/narrow~ffffffffff"));
        assertEquals(
                "no network of the short name sample/narrow~ffffffffff was ever measured, trained or searched in this home",
                unknown.getMessage());
    }
}
