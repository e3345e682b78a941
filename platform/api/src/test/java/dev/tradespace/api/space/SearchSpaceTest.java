package dev.tradespace.api.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SearchSpaceTest {
    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.resolution(32, 256, 32, 224),
            Parameter.choice("scaling", "fixed", "compound"),
            Parameter.reals("phi", 0, 8, 1).when("scaling", "compound"),
            Parameter.integers("depth", 1, 3, 2).when("scaling", "fixed"),
            Parameter.flag("aux", false));

    private static final SearchSpace COUNTABLE = SearchSpace.of(
            Parameter.choice("norm", "batch", "layer", "none"),
            Parameter.integers("size", 10, 20, 5, 10).when("norm", "batch", "layer"),
            Parameter.flag("affine", true).when("size", 10, 20),
            Parameter.flag("bias", false));

    private static List<Problem> problems(Executable making) {
        return assertThrows(BadConfiguration.class, making).problems();
    }

    @Test
    void givesDefaultsToAllThatCounts() {
        assertEquals(
                "aux=false,depth=2,resolution=224,scaling=fixed",
                SPACE.defaults().toString());
        assertEquals(
                "aux=false,phi=1.0,resolution=224,scaling=compound",
                SPACE.configure(Map.of("scaling", "compound")).toString());
    }

    @Test
    void whatIsSearchedIsAPartOfTheDomainWithTheDefault() {
        Parameter width = Parameter.integers("width", 8, 256, 8, 32);
        assertEquals(width.domain(), width.searchDomain());
        Parameter narrow = width.searched(new Domain.Integers(16, 64, 16)).meaning("channels");
        assertEquals(new Domain.Integers(16, 64, 16), narrow.searchDomain());
        assertEquals(256, SearchSpace.of(narrow).configure(Map.of("width", 256)).integer("width"));
        for (Domain bad : List.of(
                new Domain.Integers(16, 512, 16),
                new Domain.Integers(16, 64, 12),
                new Domain.Integers(64, 128, 8),
                new Domain.Reals(16, 64))) {
            assertThrows(IllegalArgumentException.class, () -> width.searched(bad), bad.describe());
        }
        Parameter real = Parameter.reals("phi", 0, 8, 1);
        assertEquals(
                new Domain.Reals(0.5, 2),
                real.searched(new Domain.Reals(0.5, 2)).searchDomain());
        assertThrows(IllegalArgumentException.class, () -> real.searched(new Domain.Reals(0.5, 9)));
        assertThrows(IllegalArgumentException.class, () -> Parameter.choice("norm", "a", "b")
                .searched(new Domain.Choices(List.of("a", "c"))));
    }

    @Test
    void readsTextsOverABase() {
        Configuration base = SPACE.configure(Map.of("depth", 3, "resolution", 64));
        assertEquals(
                "aux=true,depth=3,resolution=96,scaling=fixed",
                SPACE.configure(base, Map.of("aux", "true", "resolution", " 96 "))
                        .toString());
    }

    @Test
    void dropsWhatOfTheBaseNoLongerCounts() {
        Configuration base = SPACE.configure(Map.of("depth", 3));
        Configuration compound = SPACE.configure(base, Map.of("scaling", "compound", "phi", "2.5"));
        assertEquals("aux=false,phi=2.5,resolution=224,scaling=compound", compound.toString());
        assertEquals(
                "aux=false,depth=2,resolution=224,scaling=fixed",
                SPACE.configure(compound, Map.of("scaling", "fixed")).toString(),
                "the default comes back, not the value of long ago");
    }

    @Test
    void collectsEveryProblemAtOnce() {
        List<Problem> expected = List.of(
                new Problem("colour", "there is no such parameter; there are resolution, scaling, phi, depth, aux"),
                new Problem("width", "there is no such parameter; there are resolution, scaling, phi, depth, aux"),
                new Problem("resolution", "must be one of 32, 64, ... up to 256, was 33"),
                new Problem("phi", "counts only with scaling=compound"),
                new Problem("depth", "must be a whole number from 1 to 3, was 4"),
                new Problem("aux", "must be true or false, was yes"));
        Map<String, String> texts =
                Map.of("width", "1", "colour", "red", "resolution", "33", "phi", "1", "depth", "4", "aux", "yes");
        assertEquals(expected, problems(() -> SPACE.configure(SPACE.defaults(), texts)));
        assertEquals(
                expected,
                problems(() -> SPACE.configure(
                        Map.of("width", 1, "colour", "red", "resolution", 33, "phi", 1.0, "depth", 4, "aux", "yes"))));
    }

    @Test
    void refusesValuesOfAnotherType() {
        assertEquals(
                List.of(new Problem("resolution", "must be one of 32, 64, ... up to 256, was 64")),
                problems(() -> SPACE.configure(Map.of("resolution", "64"))));
    }

    @Test
    void refusesABaseOfAnotherSpace() {
        Configuration other = SearchSpace.of(Parameter.resolution(7, 7, 1, 7)).defaults();
        assertEquals(
                List.of(new Problem("resolution", "must be one of 32, 64, ... up to 256, was 7")),
                problems(() -> SPACE.configure(other, Map.of())));
    }

    @Test
    void saysAllThatIsWrongInOneMessage() {
        assertEquals(
                "depth: must be a whole number from 1 to 3, was 9; aux: must be true or false, was 1",
                assertThrows(
                                BadConfiguration.class,
                                () -> SPACE.configure(SPACE.defaults(), Map.of("aux", "1", "depth", "9")))
                        .getMessage());
    }

    @Test
    void containsOnlyWhatHasAValueForAllThatCountsAndForNothingElse() {
        assertTrue(SPACE.contains(SPACE.defaults()));
        assertFalse(SPACE.contains(new Configuration(Map.of("resolution", 224))), "values are missing");
        assertFalse(
                SPACE.contains(new Configuration(
                        Map.of("resolution", 224, "scaling", "fixed", "depth", 2, "aux", false, "phi", 1.0))),
                "phi does not count");
        assertFalse(
                SPACE.contains(
                        new Configuration(Map.of("resolution", 225, "scaling", "fixed", "depth", 2, "aux", false))),
                "off the grid");
        assertFalse(
                SPACE.contains(new Configuration(
                        Map.of("resolution", 224, "scaling", "fixed", "depth", 2, "aux", false, "x", 1))),
                "x is unknown");
    }

    @Test
    void listsItsGridWithTheLastParameterMovingFastest() {
        List<String> grid = new ArrayList<>();
        COUNTABLE.grid().forEach(configuration -> grid.add(configuration.toString()));
        assertEquals(
                List.of(
                        "affine=false,bias=false,norm=batch,size=10",
                        "affine=false,bias=true,norm=batch,size=10",
                        "affine=true,bias=false,norm=batch,size=10",
                        "affine=true,bias=true,norm=batch,size=10",
                        "bias=false,norm=batch,size=15",
                        "bias=true,norm=batch,size=15",
                        "affine=false,bias=false,norm=batch,size=20",
                        "affine=false,bias=true,norm=batch,size=20",
                        "affine=true,bias=false,norm=batch,size=20",
                        "affine=true,bias=true,norm=batch,size=20"),
                grid.subList(0, 10));
        assertEquals(List.of("bias=false,norm=none", "bias=true,norm=none"), grid.subList(20, 22));
        assertEquals(Optional.of(BigInteger.valueOf(22)), COUNTABLE.size());
    }

    @Test
    void endsItsGrid() {
        var grid = SearchSpace.of(Parameter.flag("on", true)).grid().iterator();
        grid.next();
        grid.next();
        assertFalse(grid.hasNext());
        assertThrows(NoSuchElementException.class, grid::next);
    }

    @Test
    void hasOnePointWithoutParameters() {
        SearchSpace empty = SearchSpace.of();
        assertEquals(Optional.of(BigInteger.ONE), empty.size());
        List<Configuration> grid = new ArrayList<>();
        empty.grid().forEach(grid::add);
        assertEquals(List.of(empty.defaults()), grid);
    }

    @Test
    void cannotBeCountedWithARealParameter() {
        assertEquals(Optional.empty(), SPACE.size());
        assertEquals(
                "parameter phi is real: the space has no grid",
                assertThrows(IllegalStateException.class, SPACE::grid).getMessage());
    }

    @Test
    void refusesSpacesThatMeanNothing() {
        Parameter on = Parameter.flag("on", true);
        assertEquals(
                "parameter on is named twice",
                assertThrows(IllegalArgumentException.class, () -> SearchSpace.of(on, on))
                        .getMessage());
        assertEquals(
                "the condition of size names on, which does not stand before it",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> SearchSpace.of(
                                        Parameter.integers("size", 1, 2, 1).when("on", true), on))
                        .getMessage());
        assertEquals(
                "the condition of size names yes, but on is true or false",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> SearchSpace.of(
                                        on, Parameter.integers("size", 1, 2, 1).when("on", "yes")))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> on.when("other"), "a condition without values");
        assertThrows(IllegalArgumentException.class, () -> Parameter.flag("Not-camel", true));
        assertEquals(
                "depth must be a whole number from 1 to 3, its default was 4",
                assertThrows(IllegalArgumentException.class, () -> Parameter.integers("depth", 1, 3, 4))
                        .getMessage());
    }

    @Test
    void givesValuesByTheirTypes() {
        Configuration point = SPACE.configure(Map.of("scaling", "compound"));
        assertEquals(224, point.resolution());
        assertEquals(1.0, point.real("phi"));
        assertEquals("compound", point.choice("scaling"));
        assertFalse(point.flag("aux"));
        assertFalse(point.has("depth"));
        assertEquals(
                "parameter depth does not count in " + point,
                assertThrows(IllegalArgumentException.class, () -> point.integer("depth"))
                        .getMessage());
    }
}
