package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.session.HomeInspection;
import dev.tradespace.app.terminal.Table;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Examines the home. */
@Command(
        name = "doctor",
        description = "Examines the home: its database, models, trainings, datasets, the space they take, what killed"
                + " processes have left, and the disk; says what to do about each finding and changes nothing."
                + " Exits with 1 if something is wrong.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    private final Context context;

    private static final int MOST_SHOWN = 10;

    @Mixin
    private JsonOption json;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PrintWriter out = context.out();
        HomeInspection look = new HomeInspection(context);
        if (!look.isThere()) {
            throw CommandFailure.failed(look.absence());
        }
        JsonNode seen = look.seen();
        if (json.wanted()) {
            JsonOutput.print(out, seen);
        } else {
            print(out, look, seen);
        }
        for (JsonNode finding : seen.path("findings")) {
            if (finding.path("problem").asBoolean()) {
                return CommandFailure.FAILED;
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, HomeInspection look, JsonNode seen) {
        out.println("home: " + look.home());
        out.println("database: "
                + (seen.path("database").isNull()
                        ? "could not be asked"
                        : seen.path("database").asText() + ", schema "
                                + seen.path("schema").asText() + ", opens"));
        out.println(
                seen.has("server")
                        ? "server: process " + seen.path("serverPid").asText() + " at "
                                + seen.path("server").asText()
                        : "server: none that answers");
        Table table = new Table("what", "size", "files", "can go");
        for (JsonNode stock : seen.path("space")) {
            table.row(
                    stock.path("kind").asText(),
                    Scale.BYTES.format(stock.path("bytes").asDouble()),
                    stock.path("files").asText(),
                    Scale.BYTES.format(stock.path("freeable").asDouble()));
        }
        out.print(table);
        for (JsonNode finding : seen.path("findings")) {
            out.println((finding.path("problem").asBoolean() ? "problem: " : "note: ")
                    + finding.path("what").asText() + "; "
                    + finding.path("remedy").asText());
        }
        int shown = 0;
        for (JsonNode each : seen.path("disposable")) {
            if (shown++ < MOST_SHOWN) {
                out.println(line(look, each));
            }
        }
        if (shown > MOST_SHOWN) {
            out.println("... and " + (shown - MOST_SHOWN) + " more; --json lists all");
        }
        if (shown > 0) {
            out.println("`tradespace clean` frees "
                    + Scale.BYTES.format(seen.path("freeable").asDouble()));
        }
        out.flush();
    }

    static String line(HomeInspection look, JsonNode disposable) {
        return "can go: " + look.shown(disposable) + ", "
                + Scale.BYTES.format(disposable.path("bytes").asDouble()) + ": "
                + disposable.path("reason").asText();
    }
}
