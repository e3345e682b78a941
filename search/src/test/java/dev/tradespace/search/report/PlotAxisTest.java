package dev.tradespace.search.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotAxisTest {
    private static final double EXACT = 1e-9;

    @Test
    void aLinearAxisEndsOnRoundNumbersAroundItsValues() {
        PlotAxis axis = PlotAxis.linear(41.5, 84.2, 0, 100, 6);
        assertEquals(30, axis.low(), EXACT);
        assertEquals(90, axis.high(), EXACT);
        assertEquals(List.of(30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0), axis.ticks());
        assertEquals(50, axis.at(60), EXACT);
    }

    @Test
    void nothingPositiveBeginsBelowZero() {
        assertEquals(0, PlotAxis.linear(0.01, 5, 0, 100, 5).low(), EXACT);
    }

    @Test
    void valuesFarApartAreSpreadByTheirLogarithms() {
        PlotAxis axis = PlotAxis.around(List.of(1.0, 100.0), 0, 100, 5);
        assertTrue(axis.logarithmic());
        assertEquals(50, axis.at(10), EXACT);
        assertTrue(
                axis.ticks().containsAll(List.of(1.0, 10.0, 100.0)),
                axis.ticks().toString());
        assertFalse(PlotAxis.around(List.of(0.0, 100.0), 0, 100, 5).logarithmic(), "there is no place for 0");
    }

    @Test
    void oneValueAloneHasRoomAroundIt() {
        PlotAxis axis = PlotAxis.around(List.of(5.0), 0, 100, 5);
        assertTrue(axis.low() < 5 && axis.high() > 5, axis.toString());
    }

    @Test
    void stepsAreOneTwoOrFiveTimesAPowerOfTen() {
        assertEquals(10, PlotAxis.roundStep(43, 6), EXACT);
        assertEquals(0.05, PlotAxis.roundStep(0.9, 40), EXACT);
        assertEquals(0.5, PlotAxis.roundStep(2.1, 10), EXACT);
    }
}
