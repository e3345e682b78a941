package dev.tradespace.core.json;

import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spaces and configurations as they travel. */
public final class SpaceForm {
    private SpaceForm() {}

    /** A space's parameters. */
    public static List<Object> write(SearchSpace space) {
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : space.parameters()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", parameter.name());
            fields.put("domain", parameter.domain());
            fields.put("default", parameter.defaultValue());
            fields.put("unit", parameter.unit());
            fields.put("meaning", parameter.meaning());
            parameter
                    .activation()
                    .ifPresent(condition -> fields.put(
                            "when", Map.of("parameter", condition.parameter(), "values", condition.values())));
            Parameter.Role role = parameter.role();
            if (role != null) {
                fields.put("role", role.name());
            }
            Domain searched = parameter.searched();
            if (searched != null) {
                fields.put("searched", searched);
            }
            parameters.add(fields);
        }
        return parameters;
    }

    /**
     * The space of parameters.
     *
     * @throws IllegalArgumentException if they make none
     */
    public static SearchSpace space(List<Fields> parameters) {
        return new SearchSpace(parameters.stream().map(SpaceForm::parameter).toList());
    }

    private static Parameter parameter(Fields fields) {
        Parameter.Condition condition = null;
        if (fields.has("when")) {
            Fields when = fields.object("when");
            condition = new Parameter.Condition(when.text("parameter"), when.list("values"));
        }
        return new Parameter(
                fields.text("name"),
                fields.record("domain", Domain.class),
                fields.values().getOrDefault("default", ""),
                fields.text("unit"),
                fields.text("meaning"),
                condition,
                fields.has("role") ? Parameter.Role.valueOf(fields.text("role")) : null,
                fields.has("searched") ? fields.record("searched", Domain.class) : null);
    }

    /** A configuration's values. */
    public static Map<String, Object> write(Configuration configuration) {
        return configuration.values();
    }

    /**
     * A point of a space.
     *
     * @throws IllegalArgumentException with everything that makes it none
     */
    public static Configuration configuration(SearchSpace space, Fields values) {
        Configuration configuration = space.configure(values.values());
        List<String> missing = configuration.values().keySet().stream()
                .filter(name -> !values.has(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("it has no value for " + String.join(", ", missing));
        }
        return configuration;
    }
}
