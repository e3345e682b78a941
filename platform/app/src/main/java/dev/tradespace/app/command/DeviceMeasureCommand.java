package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.output.EstimateText;
import dev.tradespace.app.progress.SweepProgress;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.sweep.SweepSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a few variants on this machine, each the one that narrows the estimates of all others most. */
@Command(
        name = "measure",
        description = "Measures a few variants on a target of this machine, each chosen as the one that narrows the"
                + " estimates of all others most; the rest is estimated.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DeviceMeasureCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "local-cpu/ort-fp32-1t",
            description = "A target of `tradespace list targets` (default: ${DEFAULT-VALUE}).")
    private String target;

    @Option(
            names = "--models",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many variants to measure, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int models;

    DeviceMeasureCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (models < 1 || models > 1000) {
            throw CommandFailure.refused("--models must be 1 to 1000, was " + models);
        }
        if (Parts.devices(context.settings()).target(target).isPresent()) {
            throw CommandFailure.refused(target + " is a target elsewhere, and nothing is measured there; `tradespace"
                    + " device new NAME --from ROWS.csv` takes in what was");
        }
        try (Session session = Session.open(context, Session.Work.MEASURING)) {
            ApiClient api = session.api();
            StatusLine status = TerminalProgress.statusLine(context.err());
            session.sayBeforeEnd(
                    context.err(),
                    status,
                    "What is measured is kept; the same command goes on.",
                    "The server goes on with it; the same command goes on.");
            return measure(api, status);
        }
    }

    private int measure(ApiClient api, StatusLine status) {
        JsonNode estimates = estimates(api);
        int failed = 0;
        for (int i = 0; i < models && estimates.path("measureNext").isTextual(); i++) {
            String variant = estimates.path("measureNext").asText();
            context.err().println((i + 1) + " of " + models + ": " + variant);
            failed += measure(api, status, variant);
            if (failed > 1) {
                throw CommandFailure.failed(
                        "two variants could not be measured; `tradespace results --target " + target + "` says why");
            }
            estimates = estimates(api);
        }
        tell(estimates);
        return failed == 0 ? 0 : CommandFailure.FAILED;
    }

    private JsonNode estimates(ApiClient api) {
        return api.get("/estimates", List.of(new ApiClient.Parameter("target", target)));
    }

    private int measure(ApiClient api, StatusLine status, String variant) {
        SweepSpec spec = new SweepSpec(List.of(variant), List.of(target), Protocol.QUICK, null);
        JsonNode created = api.post("/sweeps", spec.json());
        return new SweepProgress(api, status, created.path("id").asLong())
                .follow()
                .path("failed")
                .asInt();
    }

    private void tell(JsonNode estimates) {
        PrintWriter out = context.out();
        if (estimates.path("reason").isTextual()) {
            out.println(target + ": " + estimates.path("reason").asText());
        } else {
            tellKnown(out, estimates);
        }
        if (estimates.path("measureNext").isTextual()) {
            out.println("Measure next: " + estimates.path("measureNext").asText());
        }
        out.flush();
    }

    private void tellKnown(PrintWriter out, JsonNode estimates) {
        JsonNode errors = estimates.path("errors");
        int known = 0;
        int estimated = 0;
        for (JsonNode item : estimates.path("items")) {
            known += item.path("known").isNumber() ? 1 : 0;
            estimated += !item.path("known").isNumber()
                            && item.path("estimate").path("value").isNumber()
                    ? 1
                    : 0;
        }
        out.println(target + ": " + known + " networks measured, " + estimated + " more variants estimated"
                + (errors.isObject() ? "; " + EstimateText.errors(errors) : ""));
    }
}
