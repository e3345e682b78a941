package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.server.Toys;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeApiTest {
    @Test
    void saysWhatCanGoAndLetsItGo(@TempDir Path home) throws Exception {
        try (TestServer server = TestServer.start(home, (model, target, protocol, exam) -> Toys.measured(5))) {
            // Not among the models: those the server looks after by itself.
            Path images = Files.createDirectories(home.resolve("prepared")).resolve("abc-8.data");
            Files.writeString(images, "images");
            JsonNode seen = server.get("/api/home").json();
            assertEquals(home.toString(), seen.path("home").textValue());
            assertTrue(seen.path("database").textValue().startsWith("H2 "));
            assertEquals(
                    images.toString(),
                    seen.path("disposable").path(0).path("path").textValue());
            assertTrue(Files.exists(images));

            JsonNode cleaned = server.post("/api/home/clean", "{}").json();

            assertEquals(6, cleaned.path("freed").intValue());
            assertFalse(Files.exists(images));
        }
    }
}
