package dev.tradespace.api.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.space.Domain.Choices;
import dev.tradespace.api.space.Domain.Flags;
import dev.tradespace.api.space.Domain.Integers;
import dev.tradespace.api.space.Domain.Reals;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {
    @Test
    void takesWholeNumbersOfItsGridOnly() {
        Integers domain = new Integers(32, 100, 32);
        assertEquals(List.of(32, 64, 96), domain.enumerate());
        assertEquals(Optional.of(BigInteger.valueOf(3)), domain.size());
        assertTrue(domain.contains(96));
        assertFalse(domain.contains(100), "the greatest is off the grid");
        assertFalse(domain.contains(64L));
        assertFalse(domain.contains(64.0));
        assertEquals(Optional.of(64), domain.parse(" 64 "));
        assertEquals("one of 32, 64, ... up to 100", domain.describe());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.0", "0x10", "x", "10 1", "99999999999", "-1"})
    void meansNoWholeNumber(String text) {
        assertEquals(Optional.empty(), new Integers(0, 100, 1).parse(text));
    }

    @Test
    void spansAllWholeNumbers() {
        Integers all = new Integers(Integer.MIN_VALUE, Integer.MAX_VALUE, 3);
        assertTrue(all.contains(Integer.MIN_VALUE + 3));
        assertTrue(all.contains(Integer.MAX_VALUE), "4,294,967,295 is a multiple of 3");
        assertFalse(all.contains(Integer.MAX_VALUE - 1));
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            Object drawn = all.random(random);
            assertTrue(all.contains(drawn), "seed 1, drew " + drawn);
        }
    }

    @Test
    void takesRealsOfItsRangeOnly() {
        Reals domain = new Reals(0, 1.5);
        assertTrue(domain.contains(1.5));
        assertFalse(domain.contains(1));
        assertFalse(domain.contains(Double.NaN));
        assertFalse(domain.contains(-Double.MIN_VALUE));
        assertEquals(Optional.of(0.25), domain.parse("2.5e-1"));
        assertEquals(Optional.of(0.0), domain.parse("-0"), "a negative zero would be another configuration");
        assertEquals(Optional.empty(), domain.parse("NaN"));
        assertEquals(Optional.empty(), domain.parse("1.6"));
        assertEquals(Optional.empty(), domain.parse("wide"));
        assertEquals(Optional.empty(), domain.size());
    }

    @Test
    void drawsRealsFromTheWidestRange() {
        Reals domain = new Reals(-Double.MAX_VALUE, Double.MAX_VALUE);
        Random random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            Object drawn = domain.random(random);
            assertTrue(domain.contains(drawn), "seed 2, drew " + drawn);
        }
        assertEquals(0.1, new Reals(0.1, 0.1).random(random), "rounding stays inside");
    }

    @Test
    void takesItsOptionsOnly() {
        Choices domain = new Choices(List.of("max", "average"));
        assertEquals(Optional.of("max"), domain.parse(" max "));
        assertEquals(Optional.empty(), domain.parse("MAX"));
        assertFalse(domain.contains(1));
        assertEquals("one of max, average", domain.describe());
    }

    @Test
    void takesTrueAndFalseOnly() {
        assertEquals(Optional.of(true), new Flags().parse("true"));
        assertEquals(Optional.of(false), new Flags().parse("false "));
        assertEquals(Optional.empty(), new Flags().parse("yes"));
        assertFalse(new Flags().contains("true"));
        assertEquals(List.of(false, true), new Flags().enumerate());
    }

    @Test
    void refusesDomainsThatMeanNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Integers(2, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Integers(1, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new Reals(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Reals(0, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Choices(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Choices(List.of("a", "a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a=b", "a]", " a", "a/b"})
    void refusesOptionsThatCouldNotStandInAnId(String option) {
        assertThrows(IllegalArgumentException.class, () -> new Choices(List.of("fine", option)));
    }
}
