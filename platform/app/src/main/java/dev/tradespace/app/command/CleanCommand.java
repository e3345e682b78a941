package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.session.HomeInspection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Frees what nothing in the home needs. */
@Command(
        name = "clean",
        description =
                "Frees what no row, training or search needs: what killed processes have left, and files that can be"
                        + " made anew. Shows the sizes first and asks. May be used beside a running server.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CleanCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--dry-run", description = "Only show what would go.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    private JsonOption json;

    CleanCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        HomeInspection look = new HomeInspection(context);
        PrintWriter out = context.out();
        if (!look.isThere()) {
            throw CommandFailure.failed(look.absence());
        }
        if (json.wanted() && !yes && !dryRun) {
            throw CommandFailure.refused("--json does not ask: give --yes or --dry-run with it");
        }
        JsonNode seen = look.seen();
        if (!json.wanted()) {
            show(out, look, seen);
        }
        if (dryRun || seen.path("disposable").isEmpty() || !(yes || isAgreed(out))) {
            if (json.wanted()) {
                ObjectNode would = JsonOutput.mapper().createObjectNode();
                would.put("freed", 0);
                would.set("wouldRemove", seen.path("disposable"));
                JsonOutput.print(out, would);
            }
            return 0;
        }
        JsonNode cleaned = look.cleaned();
        if (json.wanted()) {
            JsonOutput.print(out, cleaned);
        } else {
            out.println(Scale.BYTES.format(cleaned.path("freed").asDouble()) + " are free");
        }
        return 0;
    }

    private void show(PrintWriter out, HomeInspection look, JsonNode seen) {
        for (JsonNode finding : seen.path("findings")) {
            if (finding.path("problem").asBoolean()) {
                context.err().println("tradespace: " + finding.path("what").asText());
            }
        }
        for (JsonNode each : seen.path("disposable")) {
            out.println(DoctorCommand.line(look, each));
        }
        out.println(
                seen.path("disposable").isEmpty()
                        ? "nothing to clean in " + look.home()
                        : Scale.BYTES.format(seen.path("freeable").asDouble()) + " in all");
        out.flush();
    }

    private boolean isAgreed(PrintWriter out) {
        out.print("Remove all that? [y/N] ");
        out.flush();
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            String answer = in.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException silence) {
            return false;
        }
    }
}
