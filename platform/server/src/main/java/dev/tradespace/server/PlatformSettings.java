package dev.tradespace.server;

import dev.tradespace.server.http.HttpSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a platform is run.
 *
 * @param http how its server is reached, and the home, which this process owns
 * @param leaseTerm how long a job is held by a platform that has stopped answering
 * @param poll how often a lane looks for work that no message told of
 * @param measuring whether its lanes run; without them what waits goes on waiting
 */
public record PlatformSettings(HttpSettings http, Duration leaseTerm, Duration poll, boolean measuring) {
    /**
     * Settings as they should be.
     *
     * @param home the folder that holds all that a run leaves; owned by this process
     * @param version the product's version
     * @param host the name or address to listen on, {@code 127.0.0.1} unless others are meant to come
     * @param port the port, 0 for a free one
     * @param token what the server asks for, at least 16 characters; null for nothing, which only loopback may have
     */
    public static PlatformSettings of(Path home, String version, String host, int port, @Nullable String token) {
        return new PlatformSettings(
                new HttpSettings(host, port, token, Duration.ofSeconds(15), version, home),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                true);
    }

    /** The same for a platform that only answers questions. */
    public PlatformSettings withoutLanes() {
        return new PlatformSettings(http, leaseTerm, poll, false);
    }

    /** The folder that holds all that a run leaves. */
    public Path home() {
        return http.home();
    }
}
