package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.progress.SweepProgress;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.process.PluginFiles;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.RecipeChanges;
import dev.tradespace.server.wire.ModelJson.ModelView;
import dev.tradespace.server.wire.ModelJson.PublishedView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries a plugin's families in a home of their own: what contract tests cannot do without a trainer and runtimes. */
@Command(
        name = "check",
        description = "Loads a plugin's jar, compares its published counts with ours, trains its smallest variant for a"
                + " moment, and runs the exported files on ONNX Runtime and Deeplearning4j. Your home is not touched.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PluginCheckCommand implements Callable<Integer> {
    /** One thread on the runtimes that run every operation; what OpenCV refuses is no fault of a plugin's. */
    private static final Set<String> TARGETS = Set.of("local-cpu/ort-fp32-1t", "local-cpu/dl4j-fp32-1t");

    private static final String DATASET = "synthetic-shapes";
    private static final int IMAGES = 512;

    private final Context context;
    private final List<Finding> findings = new ArrayList<>();
    private boolean sound = true;

    /** What one check has found. */
    private record Finding(String check, String subject, boolean passed, String detail) {}

    @Parameters(paramLabel = "JAR", description = "The plugin's jar, or a folder of it and the jars that it needs.")
    private Path jar;

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            description = "What to train and to run (default: the smallest variant of each family).")
    private @Nullable String variant;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often to see " + IMAGES + " images, at least 2 (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Mixin
    private JsonOption json;

    PluginCheckCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PluginFiles plugin = new PluginFiles(jar.toAbsolutePath().normalize());
        if (!plugin.isThere()) {
            throw CommandFailure.refused("JAR must be a jar or a folder of jars, was " + jar);
        }
        if (epochs < 2) {
            throw CommandFailure.refused("--epochs must be at least 2, or no loss can fall, was " + epochs);
        }
        Path home;
        try {
            home = TemporaryFolder.create("check");
            plugin.copy(Files.createDirectories(home.resolve("plugins")));
        } catch (IOException unreadable) {
            throw CommandFailure.failed(jar + " cannot be copied: " + FileProblem.of(unreadable));
        }
        try {
            check(context.inHome(home), plugin.name());
        } finally {
            TemporaryFolder.delete(home);
        }
        if (json.wanted()) {
            ObjectNode answer = JsonOutput.mapper().createObjectNode();
            answer.put("plugin", plugin.name()).put("sound", sound).set("findings", JsonOutput.tree(findings));
            JsonOutput.print(context.out(), answer);
        }
        context.out().flush();
        return sound ? 0 : CommandFailure.FAILED;
    }

    private void check(Context scratch, String name) {
        Catalogue catalogue = scratch.catalogue();
        catalogue.rejected().stream()
                .filter(rejected -> rejected.name().equals(name))
                .forEach(rejected -> find("loads", name, false, rejected.reason()));
        List<Family> families = catalogue.families().stream()
                .filter(family -> family.source().equals(name))
                .toList();
        List<Built> smallest = new ArrayList<>();
        for (Family family : families) {
            find(
                    "loads",
                    family.id(),
                    true,
                    family.title() + ", " + family.variants().size() + " variants");
            List<Built> variants = catalogue.variants().stream()
                    .filter(model -> model.family().id().equals(family.id()))
                    .map(catalogue::build)
                    .toList();
            variants.forEach(this::count);
            variants.stream()
                    .min(Comparator.comparingLong(
                            (Built built) -> built.analysis().macs().total()))
                    .ifPresent(smallest::add);
        }
        if (families.isEmpty()) {
            find("loads", name, false, "no family of it was taken in");
            return;
        }
        List<String> tried = variant == null
                ? smallest.stream().map(built -> built.model().id().toString()).toList()
                : List.of(catalogue.model(variant).id().toString());
        try (Session session = Session.open(scratch, Session.Work.MEASURING)) {
            run(session.api(), tried);
        } catch (CommandFailure refused) {
            find("trains", String.join(", ", tried), false, String.valueOf(refused.getMessage()));
        }
    }

    /** A count that differs needs a condition that says why. */
    private void count(Built built) {
        find("counts", built.model().id().toString(), true, counts(built));
        for (PublishedView figure : ModelView.of(built).published()) {
            if (figure.own().isPresent()) {
                find(
                        "is as published",
                        built.model().id() + " " + figure.metric().id(),
                        !figure.differs() || !figure.conditions().isBlank(),
                        figure.differs()
                                ? Format.value(figure.value(), figure.unit()) + " by " + figure.source() + ", "
                                        + figure.own().getAsLong() + " here; "
                                        + (figure.conditions().isBlank()
                                                ? "no condition says why"
                                                : figure.conditions())
                                : figure.source());
            }
        }
    }

    private static String counts(Built built) {
        return Scale.COUNT.format((double) built.analysis().params()) + " parameters, "
                + Scale.COUNT.format((double) built.analysis().macs().total()) + " MACs";
    }

    private void run(ApiClient api, List<String> variants) {
        TrainingAsked training = new TrainingAsked(
                DATASET, new Budget.Epochs(epochs), OptionalInt.of(IMAGES), 1, 1, false, RecipeChanges.NONE);
        List<String> targets = new ArrayList<>();
        for (JsonNode target : api.all("/targets", List.of())) {
            String id = target.path("id").asText();
            if (TARGETS.contains(id)) {
                targets.add(id);
            }
        }
        long sweep = api.post("/sweeps", new SweepSpec(variants, targets, Protocol.QUICK, training).json())
                .path("id")
                .asLong();
        new SweepProgress(api, TerminalProgress.statusLine(context.err()), sweep).follow();
        for (JsonNode each : api.all("/trainings", List.of())) {
            String id = each.path("variant").asText();
            if (each.path("status").asText().equals("done")) {
                JsonNode curve = api.get("/trainings/" + each.path("id").asLong(), List.of())
                        .path("curve");
                JsonNode first = curve.path(0).path("trainingLoss");
                JsonNode last = curve.path(curve.size() - 1).path("trainingLoss");
                find(
                        "learns",
                        id,
                        last.isNumber() && last.asDouble() < first.asDouble(),
                        "loss " + first.asText() + " in epoch 1, " + last.asText() + " in epoch " + curve.size());
                find("answers as trained", id, true, "exported files give the trainer's answers");
            } else {
                find("trains", id, false, each.path("failure").asText());
            }
        }
        for (JsonNode row :
                api.all("/measurements", List.of(new ApiClient.Parameter("sweep", String.valueOf(sweep))))) {
            boolean ran = row.path("failure").isNull();
            find(
                    "runs",
                    row.path("variant").asText() + " on " + row.path("target").asText(),
                    ran,
                    ran
                            ? Format.figure(row.path("latency"))
                            : row.path("failure").asText());
        }
    }

    private void find(String what, String subject, boolean passed, String detail) {
        sound &= passed;
        findings.add(new Finding(what, subject, passed, detail));
        if (!json.wanted()) {
            context.out().println((passed ? "ok      " : "FAILED  ") + subject + " " + what + ": " + detail);
            context.out().flush();
        }
    }
}
