package dev.tradespace.app.session;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Finds the server of a home, which may move: a command goes on when the one whose server it used has ended. */
public interface ServerLocator {
    /**
     * Where a server answers.
     *
     * @param token the bearer token that it asks for, null for none
     */
    record Address(URI url, @Nullable String token) {}

    /** Where the server is now, as far as is known. */
    Address now();

    /** Reports that a server does not answer yet; returns how long it is waited for from now on. */
    Duration timeout(Address silent);

    /** The error message when that time is over. */
    String timeoutMessage(Address silent);

    /** Whether another server has replaced one that does not answer any more; may wait for it. */
    boolean isReplaced(Address gone);
}
