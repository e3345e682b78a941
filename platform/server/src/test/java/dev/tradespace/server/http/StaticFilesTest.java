package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
    private final StaticFiles files = new StaticFiles(StaticFilesTest.class.getClassLoader());

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/index.html, text/html; charset=utf-8",
        "/ui/main.js, text/javascript; charset=utf-8",
        "/ui/style/base.css, text/css; charset=utf-8",
        "/ui/icon.svg, image/svg+xml",
        "/vendor/echarts.esm.min.mjs, text/javascript; charset=utf-8"
    })
    void servesThePageAndItsLibrary(String path, String type) {
        Response answer = files.file(path, null);

        assertEquals(200, answer.status());
        assertEquals(type, answer.headers().get("Content-Type"));
        assertTrue(answer.body().length() > 0);
    }

    @Test
    void isAskedBeforeEachUseAndSaysWhenNothingIsNew() {
        Response first = files.file("/index.html", null);
        String etag = String.valueOf(first.headers().get("ETag"));

        assertEquals("no-cache", first.headers().get("Cache-Control"));
        assertEquals(304, files.file("/", etag).status());
        assertEquals(304, files.file("/", "W/\"old\", " + etag).status());
        assertEquals(200, files.file("/", "\"old\"").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui",
                "/ui/",
                "/ui/none.js",
                "/../tradespace/index.html",
                "/ui/../index.html",
                "/ui//main.js",
                "//index.html",
                "/.hidden.js",
                "/ui/./main.js",
                "/index.html/",
                "/index.html\u0000.js",
                "/%2e%2e/index.html",
                "/../../../dev/tradespace/server/http/openapi.yaml",
                "/RequestGuard.class",
                ""
            })
    void servesNothingElse(String path) {
        assertEquals(
                404, assertThrows(HttpError.class, () -> files.file(path, null)).status());
    }
}
