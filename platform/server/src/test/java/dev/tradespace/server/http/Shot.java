package dev.tradespace.server.http;

import java.nio.charset.StandardCharsets;

/**
 * One thing that a fuzzer sends.
 *
 * @param text all of it, a character for each byte
 * @param head whether the answer has no body
 * @param whole whether it is a request that must be answered; else the server may also close, or wait for more
 */
record Shot(String text, boolean head, boolean whole) {
    static Shot of(byte[] bytes, boolean head, boolean whole) {
        return new Shot(new String(bytes, StandardCharsets.ISO_8859_1), head, whole);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
