package dev.tradespace.search.strategy;

import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A network's depth, width and resolution as parameters of a space. They are known by their names: {@code depth},
 * {@code depth1}, {@code n}, {@code layers} or {@code blocks}; {@code width} or {@code channels}; {@code resolution}.
 * In a space that joins several families they may begin with the family's name, which is an option of a choice that
 * they depend on: {@code mobilenetWidth}, which counts only with {@code family=mobilenet}.
 *
 * @param family whose they are; empty where they carry no family's name
 * @param base the space's defaults, but for the conditions under which the parameters count
 * @param roles the parameters of each role that there is, at least two roles
 */
record ScalableParameters(String family, Configuration base, Map<Role, List<Parameter>> roles) {
    /** What is scaled. */
    enum Role {
        /** Layers. */
        DEPTH("depth[0-9]*|n|layers|blocks"),
        /** Channels. */
        WIDTH("width|channels"),
        /** The side of the image. */
        RESOLUTION("resolution");

        private final Pattern names;

        Role(String names) {
            this.names = Pattern.compile(names);
        }
    }

    /** The parts of a space; empty where there is none with at least two of the three roles. */
    static List<ScalableParameters> of(SearchSpace space) {
        TreeSet<String> families = new TreeSet<>();
        families.add("");
        for (Parameter parameter : space.parameters()) {
            if (parameter.domain() instanceof Domain.Choices choices) {
                families.addAll(choices.options());
            }
        }
        List<ScalableParameters> parts = new ArrayList<>();
        for (String family : families) {
            new Finder(space, family).part().ifPresent(parts::add);
        }
        return parts;
    }

    private static final class Finder {
        private final SearchSpace space;
        private final String family;
        private final Configuration defaults;
        /** The values of other parameters under which those that were found count. */
        private Map<String, Object> forced = new LinkedHashMap<>();

        Finder(SearchSpace space, String family) {
            this.space = space;
            this.family = family;
            this.defaults = space.defaults();
        }

        Optional<ScalableParameters> part() {
            Map<Role, List<Parameter>> roles = new LinkedHashMap<>();
            boolean own = family.isEmpty();
            for (boolean byDefault : new boolean[] {true, false}) {
                for (Role role : Role.values()) {
                    if (!roles.containsKey(role)) {
                        List<Parameter> found = find(role, family, byDefault);
                        own |= !found.isEmpty();
                        if (found.isEmpty() && !family.isEmpty()) {
                            found = find(role, "", byDefault);
                        }
                        if (!found.isEmpty()) {
                            roles.put(role, found);
                        }
                    }
                }
            }
            return own && roles.size() >= 2
                    ? Optional.of(new ScalableParameters(family, space.configure(forced), roles))
                    : Optional.empty();
        }

        /**
         * The parameters of a role that can count together.
         *
         * @param byDefault only those that count in the space's defaults
         */
        private List<Parameter> find(Role role, String prefix, boolean byDefault) {
            List<Parameter> found = new ArrayList<>();
            for (Parameter parameter : space.parameters()) {
                if (isScalable(parameter)
                        && role.names.matcher(bare(parameter.name(), prefix)).matches()
                        && (!byDefault || defaults.has(parameter.name()))) {
                    Map<String, Object> more = new LinkedHashMap<>(forced);
                    if (force(parameter, more) && (prefix.isEmpty() || more.containsValue(prefix))) {
                        forced = more;
                        found.add(parameter);
                    }
                }
            }
            return found;
        }

        /** Whether a parameter can be made to count beside what is forced already; what it takes is added. */
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

        private static boolean isScalable(Parameter parameter) {
            return parameter.domain() instanceof Domain.Integers integers
                    ? integers.low() > 0
                    : parameter.domain() instanceof Domain.Reals reals && reals.low() > 0;
        }

        /** A parameter's name without a prefix, or a blank where it does not begin with it. */
        private static String bare(String name, String prefix) {
            if (prefix.isEmpty()) {
                return name;
            }
            String camel = camelCase(prefix);
            return name.startsWith(camel) && name.length() > camel.length()
                    ? name.substring(camel.length(), camel.length() + 1).toLowerCase(Locale.ROOT)
                            + name.substring(camel.length() + 1)
                    : " ";
        }

        private static String camelCase(String kebab) {
            StringBuilder camel = new StringBuilder();
            for (String word : kebab.split("[^A-Za-z0-9]+")) {
                camel.append(
                        camel.length() == 0 || word.isEmpty()
                                ? word
                                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
            }
            return camel.toString();
        }
    }
}
