package dev.tradespace.app.session;

import dev.tradespace.app.context.CommandFailure;
import org.jspecify.annotations.Nullable;

/**
 * Where to serve.
 *
 * @param host address to listen on
 * @param port port, 0 for a free one
 * @param token bearer token that clients must show, null for none
 */
public record ListenAddress(String host, int port, @Nullable String token) {
    private static final int LAST_PORT = 65_535;

    public ListenAddress {
        if (port < 0 || port > LAST_PORT) {
            throw CommandFailure.refused("--port must be 0 to " + LAST_PORT + ", was " + port);
        }
    }
}
