package dev.tradespace.search.strategy;

import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network's depth, width and resolution as parameters of a space, by the roles that its plugin gave them. In a space
 * that joins several families each is scaled alone: those of its parameters that are active with it.
 *
 * @param family whose they are; empty where the space has one family only
 * @param base the space's defaults, but for the conditions under which the parameters are active
 * @param roles the parameters of each role that there is, at least two roles
 */
record ScalableParameters(String family, Configuration base, Map<Role, List<Parameter>> roles) {
    /** The roles that are scaled. */
    static final List<Role> SCALED = List.of(Role.DEPTH, Role.WIDTH, Role.RESOLUTION);

    /** The parts of a space; empty where there is none with at least two of the three roles. */
    static List<ScalableParameters> of(SearchSpace space) {
        Map<String, Map<String, Object>> families = new TreeMap<>();
        for (Parameter parameter : space.parameters()) {
            if (parameter.role() == Role.FAMILY && parameter.domain() instanceof Domain.Choices choices) {
                choices.options().forEach(family -> families.put(family, Map.of(parameter.name(), family)));
            }
        }
        if (families.isEmpty()) {
            families.put("", Map.of());
        }
        List<ScalableParameters> parts = new ArrayList<>();
        families.forEach(
                (family, chosen) -> new Finder(space, chosen).part(family).ifPresent(parts::add));
        return parts;
    }

    private static final class Finder {
        private final SearchSpace space;
        private final Configuration defaults;
        /** The values of other parameters under which those that were found are active. */
        private Map<String, Object> forced;

        Finder(SearchSpace space, Map<String, Object> chosen) {
            this.space = space;
            this.defaults = space.defaults();
            this.forced = chosen;
        }

        Optional<ScalableParameters> part(String family) {
            Map<Role, List<Parameter>> roles = new EnumMap<>(Role.class);
            for (boolean byDefault : new boolean[] {true, false}) {
                for (Role role : SCALED) {
                    if (!roles.containsKey(role)) {
                        List<Parameter> found = find(role, byDefault);
                        if (!found.isEmpty()) {
                            roles.put(role, found);
                        }
                    }
                }
            }
            return roles.size() >= 2
                    ? Optional.of(new ScalableParameters(family, space.configure(forced), roles))
                    : Optional.empty();
        }

        /**
         * The parameters of a role that can be active together.
         *
         * @param byDefault only those that are active in the space's defaults
         */
        private List<Parameter> find(Role role, boolean byDefault) {
            List<Parameter> found = new ArrayList<>();
            for (Parameter parameter : space.parameters()) {
                if (parameter.role() == role && (!byDefault || defaults.has(parameter.name()))) {
                    Map<String, Object> more = new LinkedHashMap<>(forced);
                    if (force(parameter, more)) {
                        forced = more;
                        found.add(parameter);
                    }
                }
            }
            return found;
        }

        /** Whether a parameter can be made active beside what is forced already; what it takes is added. */
        private boolean force(Parameter parameter, Map<String, Object> values) {
            Parameter.Condition condition = parameter.condition();
            if (condition == null) {
                return true;
            }
            Object given = values.get(condition.parameter());
            if (given != null) {
                return condition.values().contains(given);
            }
            Object usual = defaults.values().get(condition.parameter());
            values.put(
                    condition.parameter(),
                    usual != null && condition.values().contains(usual)
                            ? usual
                            : condition.values().get(0));
            return force(space.find(condition.parameter()).orElseThrow(), values);
        }
    }
}
