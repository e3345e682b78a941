package dev.tradespace.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Texts that have broken servers before. */
final class HostileTexts {
    private static final List<String> KNOWN = List.of(
            "",
            " ",
            "\t",
            "-1",
            "0",
            "1",
            "2",
            "7",
            "99",
            "1.5",
            "1e999",
            "-0",
            "NaN",
            "-Infinity",
            "0x10",
            "\u0663",
            "1_000",
            "1,5",
            "9223372036854775807",
            "9223372036854775808",
            "2147483648",
            "99999999999999999999999999",
            "1e-999999999",
            "null",
            "true",
            "undefined",
            "[]",
            "{}",
            "latency",
            "latency,latency",
            ",",
            "latency<=0ms",
            "accuracy>=200%",
            "latency<=1e400ms",
            "latency",
            "<=",
            "quick",
            "*",
            "**",
            "*".repeat(40) + "b",
            "?".repeat(200),
            "(a+)+$",
            "toy/small",
            "toy/*",
            "toy",
            "toy-cpu/one",
            "toy-images",
            "toy-images:validation",
            "imagenet-1k",
            "random",
            "toy/small[",
            "toy/small[channels=",
            "toy/small[channels=0,classes=-1]",
            "toy/small[channels=4,channels=5]",
            "toy/small[channels=8]",
            "toy/small[channels=99999999999]",
            "toy/small[" + "channels=8,".repeat(300) + "]",
            "../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "/etc/passwd",
            "//x/y",
            "C:\\x",
            "file:///etc/passwd",
            "~",
            ".",
            "..",
            "jdbc:h2:mem:x",
            "'; DROP TABLE sweep; --",
            "\" OR 1=1",
            "%s%n%x",
            "${jndi:ldap://x}",
            "#{7*7}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "\u0000",
            "a\u0000b",
            "\r\nX-Injected: 1",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\uFEFF",
            "\uFFFE",
            "\u202Eabc",
            "\uD83D\uDE00",
            "e\u0301",
            "\u0130\u0131",
            "\uFB03",
            "%",
            "%00",
            "%zz",
            "%2e%2e%2f",
            "+",
            "&",
            "=",
            ";",
            "#",
            "x".repeat(300),
            "x".repeat(3_000),
            "\u00E9".repeat(1_000),
            "A".repeat(255),
            "1".repeat(1_000),
            "[".repeat(500));

    private HostileTexts() {}

    /** One of them, or a random one. */
    static String next(Random random) {
        if (random.nextInt(4) > 0) {
            return KNOWN.get(random.nextInt(KNOWN.size()));
        }
        int length = random.nextInt(40);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            // Any char, halves of surrogate pairs included.
            text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
        }
        return text.toString();
    }

    /** A text percent-encoded; now and then wrongly. */
    static String encoded(Random random, String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            int value = each & 0xFF;
            boolean plain = (Character.isLetterOrDigit(value) && value < 0x80) || "/[]=,*-._:".indexOf(value) >= 0;
            encoded.append(plain ? String.valueOf((char) value) : "%%%02X".formatted(value));
        }
        return switch (random.nextInt(40)) {
            case 0 -> encoded + "%";
            case 1 -> encoded + "%f";
            case 2 -> encoded + "%C3%28";
            case 3 -> encoded + "%ED%A0%80";
            case 4 -> encoded.toString().replace("%", "%25");
            default -> encoded.toString();
        };
    }
}
