package dev.tradespace.app.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Path home(Map<String, String> environment) {
        return Settings.of(environment, List.of()).home();
    }

    @Test
    void theHomeIsTheOneThatIsNamed() {
        assertEquals(Path.of("/there"), home(Map.of("TRADESPACE_HOME", "/there", "HOME", "/me")));
    }

    @Test
    void theEnvironmentsHomeComesBeforeTheOneThatTheSystemKnows() {
        assertEquals(Path.of("/me/.tradespace"), home(Map.of("HOME", "/me")));
        assertEquals(Path.of("/me/.tradespace"), home(Map.of("TRADESPACE_HOME", " ", "HOME", "/me")));
    }

    @Test
    void withoutAnyTheSystemIsAsked() {
        Path known = Path.of(System.getProperty("user.home"), ".tradespace");
        assertEquals(known, home(Map.of()));
        assertEquals(known, home(Map.of("HOME", "here")));
    }
}
