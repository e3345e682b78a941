package dev.tradespace.app.command;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.session.ListenAddress;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.wiring.Settings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the dashboard. */
@Command(
        name = "serve",
        description = "Serves the dashboard and the HTTP API until Ctrl-C; an interrupted sweep goes on by itself.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7878",
            description = "Where to listen; 0 picks a free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}); any but loopback needs --token.")
    private String host;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "What a client must show; at least 16 characters. Better given in $TRADESPACE_TOKEN.",
            defaultValue = "${env:TRADESPACE_TOKEN}")
    private @Nullable String token;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "The database: jdbc:h2:... or jdbc:postgresql:... (default: an H2 file in the home).")
    private @Nullable String database;

    ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.settings();
        if (database != null && !database.startsWith("jdbc:h2:") && !database.startsWith("jdbc:postgresql:")) {
            throw CommandFailure.refused("--db must begin with jdbc:h2: or jdbc:postgresql:, was " + database);
        }
        try (Session session = Session.serve(
                context,
                database == null ? settings : settings.withDatabase(database),
                new ListenAddress(host, port, token))) {
            context.out().println("Dashboard: " + session.address());
            context.err().println("Ctrl-C ends it.");
            session.awaitEnd();
            return 0;
        }
    }
}
