package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Counts;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.runtime.search.SearchDetail;
import dev.tradespace.search.run.Criterion;
import dev.tradespace.search.run.Criterion.Origin;
import dev.tradespace.search.run.HypervolumeCurve;
import dev.tradespace.search.run.JointSpace;
import dev.tradespace.search.run.SearchCommandLine;
import dev.tradespace.search.run.SearchView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Searches: as they stand, with all that came of them, and trial by trial. */
public final class SearchJson {
    private static final double MILLIS_PER_SECOND = 1000;

    private SearchJson() {}

    /** A search as it stands. */
    public static void summary(JsonGenerator json, SearchState search, SearchView view) throws IOException {
        json.writeStartObject();
        fields(json, search, view);
        json.writeEndObject();
    }

    /** A search with all that came of it. */
    public static void detail(JsonGenerator json, SearchDetail detail) throws IOException {
        boolean active = detail.search().status() == Status.ACTIVE;
        json.writeStartObject();
        fields(json, detail.search(), detail.view());
        parameters(json, detail.view().space());
        Json.array(json, "trials", detail.trials(), (one, trial) -> {
            one.writeStartObject();
            fields(one, trial, active);
            one.writeBooleanField("onFront", detail.onFront(trial));
            training(one, detail.training(trial));
            one.writeEndObject();
        });
        Json.array(json, "front", detail.front(), (one, member) -> member(one, member, detail.view()));
        Json.array(json, "hypervolume", detail.curve(), SearchJson::point);
        json.writeStringField("hypervolumeOf", detail.box());
        Json.array(json, "importance", detail.importance().shares(), (one, share) -> {
            one.writeStartObject();
            one.writeStringField("parameter", share.parameter());
            Json.number(one, "share", share.share());
            one.writeArrayFieldStart("interval");
            one.writeNumber(share.low());
            one.writeNumber(share.high());
            one.writeEndArray();
            one.writeEndObject();
        });
        json.writeStringField("importanceOf", detail.importance().sentence());
        json.writeStringField("command", SearchCommandLine.of(detail.view().spec()));
        json.writeEndObject();
    }

    /** News of a trial of an active search. */
    public static void news(JsonGenerator json, long search, TrialState trial) throws IOException {
        json.writeStartObject();
        json.writeNumberField("search", search);
        fields(json, trial, true);
        json.writeEndObject();
    }

    /** The curves of searches, in one box. */
    public static void curves(
            JsonGenerator json, HypervolumeCurve box, List<Long> searches, List<List<TrialState>> trials)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("of", box.sentence());
        json.writeArrayFieldStart("curves");
        for (int i = 0; i < searches.size(); i++) {
            json.writeStartObject();
            json.writeNumberField("search", searches.get(i));
            Json.array(json, "points", box.curve(trials.get(i)), SearchJson::point);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A point of a curve of dominated shares. */
    public static void point(JsonGenerator json, HypervolumeCurve.Point point) throws IOException {
        json.writeStartObject();
        json.writeNumberField("trial", point.trial());
        seconds(json, "seconds", point.time());
        Json.number(json, "value", point.share());
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, SearchState search, SearchView view) throws IOException {
        json.writeNumberField("id", search.id());
        json.writeFieldName("spec");
        json.writeRawValue(view.spec().json().toString());
        json.writeObjectFieldStart("strategy");
        json.writeStringField("id", search.strategy().id());
        json.writeObjectFieldStart("settings");
        for (Map.Entry<String, String> setting : search.strategy().settings().entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
        json.writeStringField("why", search.strategy().why());
        json.writeEndObject();
        json.writeStringField("status", search.status().id());
        json.writeStringField(
                "phase",
                search.status() != Status.ACTIVE ? "ended" : search.reason() == null ? "searching" : "testing");
        Json.text(json, "reason", search.reason());
        json.writeStringField("created", search.created().toString());
        counts(json, search.counts());
        seconds(json, "seconds", search.spent());
        json.writeFieldName("secondsLeft");
        Optional<Duration> left = view.left(search);
        if (left.isPresent()) {
            Json.number(json, left.get().toMillis() / MILLIS_PER_SECOND);
        } else {
            json.writeNull();
        }
        Json.array(json, "metrics", view.shown(), (one, criterion) -> metric(one, criterion, view));
        Json.array(json, "limits", view.rules().constraints(), SearchJson::limit);
    }

    private static void counts(JsonGenerator json, Counts counts) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("asked", counts.asked());
        json.writeNumberField("completed", counts.completed());
        json.writeNumberField("overLimit", counts.overLimit());
        json.writeNumberField("failed", counts.failed());
        json.writeNumberField("reused", counts.reused());
        Json.number(json, "evaluated", counts.evaluated());
        json.writeEndObject();
    }

    private static void metric(JsonGenerator json, Criterion criterion, SearchView view) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", criterion.name());
        json.writeStringField("metric", criterion.metric());
        Json.text(json, "target", criterion.target());
        json.writeStringField("unit", criterion.unit());
        json.writeStringField("goal", criterion.goal().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("aim", view.rules().objectives().stream().anyMatch(aim -> aim.metric()
                .equals(criterion.name())));
        json.writeStringField("origin", criterion.isCheap() ? "counted" : "measured");
        if (criterion.origin() == Origin.SCORED) {
            json.writeStringField("split", "validation");
        }
        json.writeEndObject();
    }

    private static void limit(JsonGenerator json, Constraint limit) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", limit.metric());
        json.writeStringField("side", limit.side().sign());
        Json.number(json, "bound", limit.bound());
        json.writeEndObject();
    }

    private static void parameters(JsonGenerator json, @Nullable JointSpace space) throws IOException {
        List<Parameter> parameters = space == null ? List.of() : space.space().parameters();
        Json.array(json, "parameters", parameters, (one, parameter) -> {
            one.writeStartObject();
            one.writeStringField("name", parameter.name());
            List<Object> values = parameter.domain().enumerate();
            if (values.isEmpty()) {
                Domain.Reals range = (Domain.Reals) parameter.domain();
                Json.number(one, "min", range.low());
                Json.number(one, "max", range.high());
            } else {
                Json.array(one, "values", values, Json::value);
            }
            Json.texts(one, "families", space == null ? List.of() : space.families(parameter.name()));
            one.writeStringField("unit", parameter.unit());
            one.writeStringField("meaning", parameter.meaning());
            one.writeEndObject();
        });
    }

    private static void fields(JsonGenerator json, TrialState trial, boolean active) throws IOException {
        json.writeNumberField("number", trial.number());
        json.writeStringField("variant", trial.network().variant());
        json.writeStringField("family", trial.network().variant().replaceFirst("/.*", ""));
        json.writeObjectFieldStart("configuration");
        for (Map.Entry<String, Object> value : trial.network().configuration().entrySet()) {
            json.writeFieldName(value.getKey());
            Json.value(json, value.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("fidelity");
        Json.number(json, "epochs", trial.fidelity().epochs());
        Json.number(json, "data", trial.fidelity().data());
        json.writeEndObject();
        json.writeStringField("outcome", outcome(trial.outcome(), active));
        json.writeStringField("stage", trial.stage().id());
        numbers(json, "values", trial.values());
        json.writeObjectFieldStart("intervals");
        for (Map.Entry<String, Interval> one : trial.evidence().intervals().entrySet()) {
            json.writeFieldName(one.getKey());
            interval(json, one.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("measurements");
        for (Map.Entry<String, Long> row : trial.evidence().rows().entrySet()) {
            json.writeNumberField(row.getKey(), row.getValue());
        }
        json.writeEndObject();
        Json.text(json, "reason", reason(trial));
        Json.text(
                json,
                "broken",
                trial.outcome() instanceof Outcome.Pruned over ? over.violated().metric() : null);
        json.writeFieldName("reusedFrom");
        if (trial.source() == null) {
            json.writeNull();
        } else {
            json.writeNumber(trial.source());
        }
        seconds(json, "seconds", trial.spent());
    }

    private static String outcome(@Nullable Outcome outcome, boolean active) {
        if (outcome == null) {
            return active ? "running" : "stopped";
        }
        return outcome instanceof Outcome.Completed
                ? "completed"
                : outcome instanceof Outcome.Pruned ? "overLimit" : "failed";
    }

    private static @Nullable String reason(TrialState trial) {
        if (trial.outcome() instanceof Outcome.Failed failed) {
            return failed.reason();
        }
        return trial.outcome() instanceof Outcome.Pruned over ? "over the limit " + over.violated() : null;
    }

    private static void training(JsonGenerator json, Optional<TrainingState> training) throws IOException {
        json.writeFieldName("training");
        if (training.isEmpty()) {
            json.writeNull();
            json.writeNullField("onnx");
            return;
        }
        json.writeNumber(training.get().id());
        Json.text(
                json,
                "onnx",
                training.get().status() == TrainingState.Status.DONE
                        ? "/api/trainings/" + training.get().id() + "/model.onnx"
                        : null);
    }

    private static void member(JsonGenerator json, SearchDetail.Member member, SearchView view) throws IOException {
        json.writeStartObject();
        json.writeNumberField("trial", member.trial().number());
        numbers(json, "values", member.trial().values());
        json.writeFieldName("test");
        if (member.test().isEmpty()) {
            json.writeNull();
        } else {
            json.writeStartObject();
            Json.number(json, "accuracy", member.test().get().amount());
            json.writeFieldName("interval");
            Interval interval = member.test().get().interval();
            if (interval == null) {
                json.writeNull();
            } else {
                interval(json, interval);
            }
            json.writeFieldName("images");
            if (view.dataset() == null) {
                json.writeNull();
            } else {
                json.writeNumber(view.dataset().test());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void numbers(JsonGenerator json, String name, Map<String, Double> numbers) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Double> one : numbers.entrySet()) {
            Json.number(json, one.getKey(), one.getValue());
        }
        json.writeEndObject();
    }

    private static void interval(JsonGenerator json, Interval interval) throws IOException {
        json.writeStartArray();
        Json.number(json, interval.low());
        Json.number(json, interval.high());
        json.writeEndArray();
    }

    private static void seconds(JsonGenerator json, String name, Duration duration) throws IOException {
        Json.number(json, name, duration.toMillis() / MILLIS_PER_SECOND);
    }
}
