package dev.tradespace.web;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
    /** README.md promises these names to the server; the version in the last one changes with the dependency. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/resources/tradespace/index.html",
                "META-INF/resources/tradespace/ui/main.js",
                "META-INF/resources/tradespace/ui/api/client.js",
                "META-INF/resources/_static/echarts/6.0.0/dist/echarts.esm.min.mjs"
            })
    void whatTheServerServesIsOnTheClassPath(String name) {
        assertNotNull(PageFilesTest.class.getClassLoader().getResource(name), name);
    }
}
