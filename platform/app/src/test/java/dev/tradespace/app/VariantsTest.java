package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VariantsTest {
    /** Of all variants of a family, with their settings and every published figure; changes with any of them, and with nothing else. */
    private static final Map<String, String> DIGESTS = Map.of(
            "resnet", "19 119dfe4fbe4cb7f6",
            "inception", "8 abc11e0b6b5c1d63",
            "mobilenet", "52 02e4b44dcdcc9820",
            "efficientnet", "23 0eee9a0d6179b4ed",
            "vit", "15 a2d22fe0b82487ba");

    @Test
    void keepsEveryVariantAndEveryPublishedFigure() throws NoSuchAlgorithmException {
        Map<String, String> digests = new TreeMap<>();
        for (ArchitecturePlugin family : ServiceLoader.load(ArchitecturePlugin.class)) {
            String all = family.variants().stream().map(String::valueOf).collect(Collectors.joining("\n"));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            digests.put(
                    family.id(), family.variants().size() + " " + HexFormat.of().formatHex(digest, 0, 8));
        }
        assertEquals(new TreeMap<>(DIGESTS), digests);
    }
}
