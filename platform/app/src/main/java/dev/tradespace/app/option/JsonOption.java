package dev.tradespace.app.option;

import picocli.CommandLine.Option;

/** The {@code --json} that every command has: JSON for machines, alone on stdout. */
public final class JsonOption {
    @Option(names = "--json", description = "Print JSON for machines, alone on stdout.")
    private boolean json;

    public boolean wanted() {
        return json;
    }
}
