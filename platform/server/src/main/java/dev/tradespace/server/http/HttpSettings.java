package dev.tradespace.server.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the server is reached and what it says of itself.
 *
 * @param host the name or address to listen on
 * @param port the port, 0 for a free one
 * @param token what the guard want to hear, at least 16 characters; null for nothing, which only loopback may have
 * @param heartbeat how often a listener to events hears that the line is alive
 * @param version the product's version
 * @param home the folder that holds all that a run leaves
 */
public record HttpSettings(
        String host, int port, @Nullable String token, Duration heartbeat, String version, Path home) {
    private static final int LAST_PORT = 65_535;

    public HttpSettings {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + LAST_PORT + ", was " + port);
        }
        if (heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException("heartbeat must be at least 1 ms, was " + heartbeat);
        }
    }
}
