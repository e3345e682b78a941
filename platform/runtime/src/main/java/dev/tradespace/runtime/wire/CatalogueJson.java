package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.Rejected;
import java.io.IOException;
import java.util.List;

/** Families with their parameters, plugins that were refused, and variants with what is counted and published. */
public final class CatalogueJson {
    private CatalogueJson() {}

    /** A part of all families, with every plugin that was refused. */
    public static Json.Document families(List<Family> all, List<Rejected> rejected, int offset, int limit) {
        return json -> {
            json.writeStartObject();
            PageJson.fields(json, PageJson.cut(all, offset, limit), all.size(), CatalogueJson::family);
            Json.array(json, "rejected", rejected, CatalogueJson::rejected);
            json.writeEndObject();
        };
    }

    /** A variant in a list. */
    public static void variant(JsonGenerator json, Built built) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", built.model().id());
        json.writeStringField("family", built.model().family().id());
        json.writeStringField("name", built.model().variant().name());
        json.writeStringField("dataset", built.model().dataset());
        json.writeNumberField("params", built.analysis().params());
        json.writeNumberField("macs", built.analysis().macs().total());
        json.writeNumberField("resolution", built.model().configuration().resolution());
        FigureJson.field(json, Metric.ACCURACY, built.model().accuracy());
        json.writeEndObject();
    }

    private static void family(JsonGenerator json, Family family) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", family.id());
        json.writeStringField("title", family.title());
        json.writeStringField("description", family.description());
        json.writeNumberField("variants", family.variants().size());
        Json.array(json, "parameters", family.space().parameters(), CatalogueJson::parameter);
        json.writeStringField("source", family.source());
        json.writeStringField("digest", family.origin().digest());
        json.writeEndObject();
    }

    static void parameter(JsonGenerator json, Parameter parameter) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", parameter.name());
        json.writeStringField("type", type(parameter.domain()));
        json.writeFieldName("default");
        Json.value(json, parameter.defaultValue());
        json.writeStringField("unit", parameter.unit());
        json.writeStringField("meaning", parameter.meaning());
        json.writeStringField("describe", parameter.domain().describe());
        Parameter.Condition condition = parameter.condition();
        if (condition != null) {
            json.writeObjectFieldStart("when");
            json.writeStringField("parameter", condition.parameter());
            Json.array(json, "values", condition.values(), Json::value);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String type(Domain domain) {
        if (domain instanceof Domain.Integers) {
            return "integer";
        }
        if (domain instanceof Domain.Reals) {
            return "real";
        }
        return domain instanceof Domain.Choices ? "choice" : "flag";
    }

    static void rejected(JsonGenerator json, Rejected rejected) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rejected.name());
        json.writeStringField("reason", rejected.reason());
        json.writeEndObject();
    }
}
