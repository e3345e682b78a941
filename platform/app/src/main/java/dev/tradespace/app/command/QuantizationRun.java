package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.RowTable;
import dev.tradespace.app.progress.SweepProgress;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.measure.Protocol;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Quantises the model of a training, measures it in int8 and in fp32, and says what came of it. */
final class QuantizationRun {
    private static final int FLOATS_SHOWN = 10;
    private static final double PERCENT = 100;
    /** A network of many millions of weights is calibrated and scored a dozen times. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final Context context;
    private final ApiClient api;
    private final JsonNode training;
    private final double maxDrop;

    QuantizationRun(Context context, ApiClient api, JsonNode training, double maxDrop) {
        if (!(maxDrop >= 0 && maxDrop <= PERCENT)) {
            throw CommandFailure.refused("--max-drop must be from 0 to 100 points of accuracy, was " + maxDrop);
        }
        this.context = context;
        this.api = api;
        this.training = training;
        this.maxDrop = maxDrop;
    }

    /**
     * Quantises, measures and prints.
     *
     * @return how the command ends: not well where more accuracy was lost than might be, or a target failed
     */
    int report(boolean json) {
        context.err()
                .println("quantising " + training.path("variant").asText() + " of training "
                        + training.path("id").asLong() + "; a minute or two for a small network ...");
        context.err().flush();
        ObjectNode asked = StrictJson.json().createObjectNode();
        asked.put("maxDrop", maxDrop);
        JsonNode quantization =
                api.post("/trainings/" + training.path("id").asLong() + "/quantization", asked, PATIENCE);
        if (quantization.path("maxDrop").asDouble() != maxDrop) {
            throw CommandFailure.refused(String.format(
                    Locale.ROOT,
                    "the model of training %d is quantised already, with --max-drop %s (%.2f points were lost): its rows are of"
                            + " that file, so it stays; `tradespace train` with another --seed makes another model",
                    training.path("id").asLong(),
                    quantization.path("maxDrop").asText(),
                    quantization.path("accuracy").path("drop").asDouble()));
        }
        JsonNode ended = sweep();
        ArrayNode rows = JsonOutput.mapper().createArrayNode();
        rows.addAll(api.all(
                "/measurements",
                List.of(
                        new ApiClient.Parameter("sweep", ended.path("id").asText()),
                        new ApiClient.Parameter("order", "latency"))));
        if (json) {
            ObjectNode answer = JsonOutput.mapper().createObjectNode();
            answer.set("quantization", quantization);
            answer.set("rows", rows);
            JsonOutput.print(context.out(), answer);
        } else {
            print(quantization, rows);
        }
        return quantization.path("overLimit").asBoolean()
                        || ended.path("failed").asInt() > 0
                ? CommandFailure.FAILED
                : 0;
    }

    private JsonNode sweep() {
        ObjectNode spec = StrictJson.json().createObjectNode();
        spec.putArray("variants")
                .add(training.path("variant").asText() + "@"
                        + training.path("weights").asText());
        targets().forEach(spec.putArray("targets")::add);
        spec.put("protocol", Protocol.QUICK.id());
        long id = api.post("/sweeps", spec).path("id").asLong();
        return new SweepProgress(api, TerminalProgress.statusLine(context.err()), id).follow();
    }

    /** Every target in int8, and the same runtimes' in fp32. */
    private Set<String> targets() {
        List<JsonNode> all = new ArrayList<>();
        api.all("/targets", List.of()).forEach(all::add);
        Set<String> runtimes = new LinkedHashSet<>();
        all.stream()
                .filter(target -> target.path("precision").asText().equals("int8"))
                .forEach(target -> runtimes.add(target.path("runtime").asText()));
        Set<String> ids = new LinkedHashSet<>();
        all.stream()
                .filter(target -> runtimes.contains(target.path("runtime").asText()))
                .forEach(target -> ids.add(target.path("id").asText()));
        return ids;
    }

    private void print(JsonNode quantization, ArrayNode rows) {
        PrintWriter out = context.out();
        JsonNode accuracy = quantization.path("accuracy");
        double drop = accuracy.path("drop").asDouble();
        if (quantization.path("overLimit").asBoolean()) {
            out.printf(
                    Locale.ROOT,
                    "OVER THE LIMIT: %.2f points of accuracy are lost, %.2f may be; no more layers were left in fp32, since"
                            + " half of the work would be%n",
                    drop,
                    maxDrop);
        }
        out.printf(
                Locale.ROOT,
                "%s in int8: %.2f%% of %,d validation images right, %.2f%% in fp32 (%.2f points lost; %.2f%% with plain min-max"
                        + " ranges); %d answered otherwise%n",
                training.path("variant").asText(),
                accuracy.path("int8").asDouble(),
                accuracy.path("images").asInt(),
                accuracy.path("fp32").asDouble(),
                drop,
                accuracy.path("plain").asDouble(),
                accuracy.path("changed").asInt());
        out.printf(
                Locale.ROOT,
                "by %s; weights of %d bits; %.1f%% of the multiply-accumulates in integers; ranges from %d training images%n",
                quantization.path("remedies").asText(),
                quantization.path("weightBits").asInt(),
                PERCENT * quantization.path("integerShare").asDouble(),
                quantization.path("calibrationImages").asInt());
        JsonNode floats = quantization.path("floats");
        for (int i = 0; i < Math.min(FLOATS_SHOWN, floats.size()); i++) {
            out.println("in fp32: " + floats.path(i).path("layer").asText() + ", "
                    + floats.path(i).path("reason").asText());
        }
        if (floats.size() > FLOATS_SHOWN) {
            out.println("and " + (floats.size() - FLOATS_SHOWN) + " more layers in fp32 (--json lists them)");
        }
        out.print(RowTable.terminal(rows));
        out.flush();
    }
}
