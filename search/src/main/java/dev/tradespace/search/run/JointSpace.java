package dev.tradespace.search.run;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.training.DatasetFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The spaces of some families as one, for the images of one dataset. A single family's parameters keep their names; of
 * several, {@code family} chooses one, and the parameters of each count only with it and have its name before theirs:
 * {@code mobilenetWidth}. The number of classes is the dataset's and the resolution that of its images, as near as a
 * family comes to it; like all that somebody has fixed, they do not vary. A parameter varies within what its family lets
 * searches try; what is fixed may be any value of its domain.
 */
public final class JointSpace {
    private static final String FAMILY = "family";
    private static final String CLASSES = "classes";
    private static final String RESOLUTION = "resolution";

    private final List<Part> parts;
    private final SearchSpace space;

    /**
     * One family's share.
     *
     * @param family the family
     * @param fixed its parameters that do not vary
     * @param names of those that do, what they are called in the joint space
     */
    private record Part(Family family, Map<String, Object> fixed, Map<String, String> names) {}

    private JointSpace(List<Part> parts, SearchSpace space) {
        this.parts = List.copyOf(parts);
        this.space = space;
    }

    /**
     * The space of these families.
     *
     * @param wanted parameters that are to be fixed, under their family's or their joint name
     * @param problems takes what is wrong with them
     */
    static JointSpace of(
            List<Family> families, DatasetFacts dataset, Map<String, String> wanted, List<Problem> problems) {
        refuseUnknown(families, wanted, problems);
        List<Parameter> parameters = new ArrayList<>();
        if (families.size() > 1) {
            parameters.add(
                    Parameter.choice(FAMILY, families.stream().map(Family::id).toArray(String[]::new))
                            .role(Parameter.Role.FAMILY)
                            .meaning("the family of the network"));
        }
        List<Part> parts = new ArrayList<>();
        for (Family family : families) {
            String only = families.size() > 1 ? family.id() : null;
            Map<String, Object> fixed = fixed(family, only, dataset, wanted, problems);
            Map<String, String> names = new LinkedHashMap<>();
            for (Parameter parameter : family.space().parameters()) {
                if (!fixed.containsKey(parameter.name())) {
                    Optional<Parameter> joint = joint(family, parameter, fixed, only);
                    joint.ifPresent(free -> {
                        names.put(parameter.name(), free.name());
                        parameters.add(free);
                    });
                }
            }
            parts.add(new Part(family, fixed, names));
        }
        return new JointSpace(parts, new SearchSpace(parameters));
    }

    private static void refuseUnknown(List<Family> families, Map<String, String> wanted, List<Problem> problems) {
        for (String name : wanted.keySet()) {
            if (name.equals(CLASSES)) {
                problems.add(new Problem("/set/" + name, "is the dataset's and cannot be set"));
            } else if (families.stream().noneMatch(family -> parameter(family, families.size() > 1, name)
                    .isPresent())) {
                problems.add(new Problem(
                        "/set/" + name,
                        "there is no such parameter; there are "
                                + families.stream()
                                        .flatMap(family -> family.space().parameters().stream())
                                        .map(Parameter::name)
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
            }
        }
    }

    /** The parameter of a family that a name means. */
    private static Optional<Parameter> parameter(Family family, boolean several, String name) {
        return family.space().parameters().stream()
                .filter(parameter -> parameter.name().equals(name)
                        || (several && jointName(family, parameter.name()).equals(name)))
                .findFirst();
    }

    private static Map<String, Object> fixed(
            Family family,
            @Nullable String only,
            DatasetFacts dataset,
            Map<String, String> wanted,
            List<Problem> problems) {
        Map<String, Object> fixed = new LinkedHashMap<>();
        fixed.put(CLASSES, dataset.classes().size());
        fixed.put(RESOLUTION, resolution(family, dataset));
        wanted.forEach((name, text) -> parameter(family, only != null, name).ifPresent(parameter -> {
            Optional<Object> value = parameter.domain().parse(text);
            if (value.isEmpty()) {
                problems.add(new Problem(
                        "/set/" + name,
                        "of " + family.id() + " must be " + parameter.domain().describe() + ", was " + text));
            }
            fixed.put(parameter.name(), value.orElse(parameter.defaultValue()));
        }));
        return fixed;
    }

    /**
     * The size of the dataset's images, or the nearest that the family can be built for; its default where they have
     * many sizes.
     */
    private static Object resolution(Family family, DatasetFacts dataset) {
        Parameter parameter = family.space()
                .find(RESOLUTION)
                .orElseThrow(() -> new IllegalStateException("every family has a resolution"));
        if (dataset.side().isEmpty()) {
            return parameter.defaultValue();
        }
        Domain.Integers domain = (Domain.Integers) parameter.domain();
        int size = Math.max(domain.low(), Math.min(domain.high(), dataset.side().getAsInt()));
        int below = domain.low() + (size - domain.low()) / domain.step() * domain.step();
        return 2 * (size - below) < domain.step() || below + domain.step() > domain.high()
                ? below
                : below + domain.step();
    }

    /** The parameter as it stands in the joint space; empty where what is fixed or searched lets it never count. */
    private static Optional<Parameter> joint(
            Family family, Parameter parameter, Map<String, Object> fixed, @Nullable String only) {
        Parameter.Condition condition = parameter.condition();
        while (condition != null && fixed.containsKey(condition.parameter())) {
            if (!condition.values().contains(Objects.requireNonNull(fixed.get(condition.parameter())))) {
                return Optional.empty();
            }
            condition = family.space()
                    .find(condition.parameter())
                    .orElseThrow(() -> new IllegalStateException("a condition names a parameter of its space"))
                    .condition();
        }
        Parameter.Condition joint = only == null ? null : new Parameter.Condition(FAMILY, List.of(only));
        if (condition != null) {
            Parameter other = family.space().find(condition.parameter()).orElseThrow();
            List<Object> reached = condition.values().stream()
                    .filter(other.searchDomain()::contains)
                    .toList();
            if (reached.isEmpty() || joint(family, other, fixed, only).isEmpty()) {
                return Optional.empty();
            }
            joint = new Parameter.Condition(only == null ? other.name() : jointName(family, other.name()), reached);
        }
        return Optional.of(new Parameter(
                only == null ? parameter.name() : jointName(family, parameter.name()),
                parameter.searchDomain(),
                parameter.defaultValue(),
                parameter.unit(),
                parameter.meaning(),
                joint,
                parameter.role(),
                null));
    }

    /** {@code mobilenetWidth}. */
    private static String jointName(Family family, String parameter) {
        StringBuilder name = new StringBuilder();
        for (String word : (family.id() + "-" + parameter).split("-", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    /** The space. */
    public SearchSpace space() {
        return space;
    }

    /** The families in which a parameter of the space counts; all for {@code family} itself. */
    public List<String> families(String parameter) {
        return parts.stream()
                .filter(part -> parameter.equals(FAMILY) || part.names().containsValue(parameter))
                .map(part -> part.family().id())
                .toList();
    }

    /** The model that a point of the space means. */
    Model model(Configuration point, Catalogue catalogue) {
        Part part = parts.size() == 1
                ? parts.get(0)
                : parts.stream()
                        .filter(one -> one.family().id().equals(point.choice(FAMILY)))
                        .findFirst()
                        .orElseThrow();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : part.family().space().parameters()) {
            if (parameter.isActive(values)) {
                Object fixed = part.fixed().get(parameter.name());
                Object value = fixed == null ? point.values().get(part.names().get(parameter.name())) : fixed;
                values.put(parameter.name(), Objects.requireNonNull(value, "a point of the joint space"));
            }
        }
        return catalogue.model(part.family(), values);
    }
}
