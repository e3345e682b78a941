package dev.tradespace.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTextTest {
    private static JsonNode read(String json) throws IOException {
        return JsonOutput.mapper().readTree(json.replace('\'', '"'));
    }

    private static JsonNode answer(String latency, double limit) throws IOException {
        return read("""
                {'limits': [{'metric': 'latency', 'limit': %s, 'kind': 'max'}, {'metric': 'accuracy', 'limit': 70, 'kind': 'min'}],
                 'recommended': {'rows': [{'target': 'board/ncnn-fp32-1t', 'latency': %s,
                   'accuracy': {'value': 71, 'origin': 'estimated', 'interval': [69, 73]}}]}}
                """.formatted(limit, latency));
    }

    @Test
    void namesTheLimitsThatAnIntervalReachesBeyond() throws IOException {
        String accuracy = "The limit may be missed: accuracy on board/ncnn-fp32-1t is estimated, and its 95% interval"
                + " reaches 69.00%, below 70.00%.";
        String estimated = "{'value': 45, 'origin': 'estimated', 'interval': [28, 71]}";

        assertEquals(
                List.of(
                        "The limit may be missed: latency on board/ncnn-fp32-1t is estimated, and its 95% interval reaches"
                                + " 71 ms, above 50 ms.",
                        accuracy),
                EstimateText.doubts(answer(estimated, 50)));
        assertEquals(List.of(accuracy), EstimateText.doubts(answer(estimated, 80)), "the whole interval fits");
        assertEquals(
                List.of(accuracy),
                EstimateText.doubts(answer("{'value': 45, 'origin': 'measured', 'interval': [28, 71]}", 50)),
                "a measured median is what it is");
        assertEquals(List.of(accuracy), EstimateText.doubts(answer("{'value': 45, 'origin': 'published'}", 50)));
    }

    @Test
    void saysNothingWhereNothingIsRecommended() throws IOException {
        assertEquals(
                List.of(),
                EstimateText.doubts(
                        read("{'limits': [{'metric': 'latency', 'limit': 5, 'kind': 'max'}], 'recommended': null}")));
    }
}
