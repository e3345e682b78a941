package dev.tradespace.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding, strictly: what comes out is UTF-8 without control characters. A NUL or half a surrogate pair in a
 * path or a query is refused here, once, since databases and file systems
 * fail at them in ways of their own.
 */
final class PercentEncoded {
    private static final int ESCAPE = 3;

    private PercentEncoded() {}

    /**
     * The text.
     *
     * @param plusIsSpace as it is in a query
     * @throws IllegalArgumentException if it is not encoded so; the message goes on after "must be" or "is not"
     */
    static String decode(String encoded, boolean plusIsSpace) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char letter = encoded.charAt(at);
            if (letter == '%') {
                bytes.write(escaped(encoded, at));
                at += ESCAPE - 1;
            } else if (letter <= ' ' || letter >= 0x7F) {
                throw new IllegalArgumentException("percent-encoded UTF-8");
            } else {
                bytes.write(letter == '+' && plusIsSpace ? ' ' : letter);
            }
        }
        return text(bytes.toByteArray());
    }

    private static int escaped(String encoded, int at) {
        if (at + ESCAPE > encoded.length() || !isHex(encoded.charAt(at + 1)) || !isHex(encoded.charAt(at + 2))) {
            throw new IllegalArgumentException("percent-encoded UTF-8");
        }
        return Integer.parseInt(encoded, at + 1, at + ESCAPE, 16);
    }

    /** {@link Character#digit} would take the digits of every script. */
    private static boolean isHex(char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
    }

    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException otherBytes) {
            throw new IllegalArgumentException("percent-encoded UTF-8", otherBytes);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("text without control characters");
        }
        return text;
    }
}
