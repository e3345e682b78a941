package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes what a search found as one HTML file. */
@Command(
        name = "report",
        description =
                "Writes a search, finished or not, as one HTML file that opens without the platform and without a network.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    @ParentCommand
    private TradespaceCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "The search.")
    private long id;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to (default: search-ID.html); an existing file is replaced.")
    private @Nullable Path file;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (id < 1) {
            throw CommandFailure.refused("ID must be the number of a search, was " + id);
        }
        Path wanted = file == null ? Path.of("search-" + id + ".html") : file;
        Path target = OutputFile.of("--out", wanted);
        try (Session session = Session.open(parent, Session.Work.READING)) {
            session.api().download("/searches/" + id + "/report", target);
        }
        if (json.wanted()) {
            ObjectNode answer = JsonOption.mapper().createObjectNode();
            answer.put("search", id);
            answer.put("file", target.toString());
            JsonOption.print(spec.commandLine().getOut(), answer);
        } else {
            spec.commandLine().getOut().println("Search " + id + ": " + wanted);
        }
        return 0;
    }
}
