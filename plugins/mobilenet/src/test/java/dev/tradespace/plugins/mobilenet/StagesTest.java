package dev.tradespace.plugins.mobilenet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {
    private record Row(int channels, int stride) {}

    private static final List<Row> TABLE =
            List.of(new Row(8, 1), new Row(16, 2), new Row(16, 1), new Row(16, 1), new Row(8, 2));

    @Test
    void oneLeavesTheTableAsItIs() {
        assertEquals(TABLE, Stages.scaled(TABLE, Row::channels, 1));
    }

    @Test
    void lessKeepsTheFirstRowsOfEveryStageWithTheirStrides() {
        assertEquals(
                List.of(new Row(8, 1), new Row(16, 2), new Row(16, 1), new Row(8, 2)),
                Stages.scaled(TABLE, Row::channels, 0.5));
        assertEquals(List.of(new Row(8, 1), new Row(16, 2), new Row(8, 2)), Stages.scaled(TABLE, Row::channels, 0.1));
    }

    @Test
    void moreRepeatsTheLastRowOfAStage() {
        List<Row> twice = Stages.scaled(TABLE.subList(0, 4), Row::channels, 2);
        assertEquals(8, twice.size());
        assertEquals(new Row(16, 1), twice.get(7));
        assertEquals(1, twice.stream().filter(row -> row.stride() == 2).count());
    }
}
