package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.OutputFile;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.session.Session;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what a search found as one HTML file. */
@Command(
        name = "report",
        description = "Writes a search, finished or not, as one HTML file that opens without the platform and without a"
                + " network.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "ID", description = "The search.")
    private long id;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to (default: search-ID.html); an existing file is replaced.")
    private @Nullable Path file;

    @Mixin
    private JsonOption json;

    ReportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (id < 1) {
            throw CommandFailure.refused("ID must be the number of a search, was " + id);
        }
        Path wanted = file == null ? Path.of("search-" + id + ".html") : file;
        Path target = OutputFile.of("--out", wanted);
        try (Session session = Session.open(context, Session.Work.READING)) {
            session.api().download("/searches/" + id + "/report", target);
        }
        if (json.wanted()) {
            ObjectNode answer = JsonOutput.mapper().createObjectNode();
            answer.put("search", id);
            answer.put("file", target.toString());
            JsonOutput.print(context.out(), answer);
        } else {
            context.out().println("Search " + id + ": " + wanted);
        }
        return 0;
    }
}
