package dev.tradespace.server.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends what a well-behaved client cannot. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    /** What a server answers to lines as they are, until it closes. */
    static String exchange(URI server, String... lines) throws IOException {
        String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
        return exchange(server, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What a server answers to bytes as they are, until it closes. */
    static String exchange(URI server, byte[] request) throws IOException {
        try (Socket socket = open(server)) {
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A connection whose reads do not wait for ever. */
    static Socket open(URI server) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** The status of an answer; 0 where the server closed without one. */
    static int status(String answer) {
        return answer.startsWith("HTTP/") ? Integer.parseInt(answer.split(" ", 3)[1]) : 0;
    }
}
