package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {
    @Test
    void splitsAPathIntoDecodedSegments() {
        RequestTarget target = RequestTarget.parse("/api/datasets/a%2Fb%20c/images?size=8&x=%2F");

        assertEquals("/api/datasets/a%2Fb%20c/images", target.path());
        assertEquals(List.of("api", "datasets", "a/b c", "images"), target.segments());
        assertEquals("size=8&x=%2F", target.query());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/api/about, localhost:8080, /api/about",
        "HTTP://evil.example, evil.example, /",
        "http://evil.example?x=1, evil.example, /",
        "http:///api, '', /api"
    })
    void knowsTheAuthorityOfALineMeantForAProxy(String line, String authority, String path) {
        RequestTarget target = RequestTarget.parse(line);

        assertEquals(authority, target.authority());
        assertEquals(path, target.path());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:80, 400",
        "https://localhost/, 400",
        "*, 400",
        "api/about, 400",
        "/api/sweeps/%00, 400",
        "/%zz, 400",
        "/%ED%A0%80, 400",
    })
    void refusesWhatIsNoPath(String line, int status) {
        assertEquals(
                status,
                assertThrows(HttpError.class, () -> RequestTarget.parse(line)).status());
    }

    @Test
    void knowsThatNothingHasAnEndlessName() {
        assertEquals(
                404,
                assertThrows(HttpError.class, () -> RequestTarget.parse("/api/datasets/" + "x".repeat(3_000)))
                        .status());
    }

    @Test
    void findsWhatStandsInTheNamedPartsOfATemplate() {
        PathTemplate template = PathTemplate.of("/api/datasets/:id/images/:split/:index.png");

        assertEquals(
                Optional.of(Map.of("id", "a/b", "split", "test", "index", "7")),
                template.match(List.of("api", "datasets", "a/b", "images", "test", "7.png")));
        assertEquals(Optional.empty(), template.match(List.of("api", "datasets", "a", "images", "test", "7.jpg")));
        assertEquals(Optional.empty(), template.match(List.of("api", "datasets", "a", "images", "test", ".png")));
        assertEquals(Optional.empty(), template.match(List.of("api", "datasets", "a", "images", "test")));
        assertEquals(Optional.empty(), PathTemplate.of("/api/sweeps/:id").match(List.of("api", "sweeps", "")));
    }
}
