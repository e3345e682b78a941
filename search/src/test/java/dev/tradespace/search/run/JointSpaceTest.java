package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.PluginOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointSpaceTest {
    private static final Family RANGED = new Family(
            "ranged",
            "Ranged",
            "Searched within less than it allows.",
            "",
            "",
            List.of(),
            SearchSpace.of(
                    Parameter.resolution(8, 64, 4, 32),
                    Parameter.classes(10),
                    Parameter.integers("channels", 8, 256, 8, 32).searched(new Domain.Integers(16, 64, 16)),
                    Parameter.choice("head", "plain", "wide", "huge")
                            .searched(new Domain.Choices(List.of("plain", "wide"))),
                    Parameter.integers("hidden", 8, 32, 8, 8).when("head", "wide", "huge"),
                    Parameter.integers("experts", 2, 8, 2).when("head", "huge")),
            PluginOrigin.builtIn(),
            new FlatFamily());

    private static SearchSpace space(Map<String, String> fixed) {
        List<Problem> problems = new ArrayList<>();
        SearchSpace space = JointSpace.of(List.of(RANGED), SampleSearches.DATASET, fixed, problems)
                .space();
        assertEquals(List.of(), problems);
        return space;
    }

    @Test
    void varyWithinWhatTheirFamilySearches() {
        SearchSpace space = space(Map.of());
        assertEquals(
                List.of("channels", "head", "hidden"),
                space.parameters().stream().map(Parameter::name).toList(),
                "what counts only with a value that is not searched does not vary");
        assertEquals(
                new Domain.Integers(16, 64, 16),
                space.find("channels").orElseThrow().domain());
        assertEquals(
                List.of("wide"),
                space.find("hidden").orElseThrow().activation().orElseThrow().values());
    }

    @Test
    void whatIsNamedMayBeAnyValueOfTheDomain() {
        SearchSpace space = space(Map.of("channels", "256", "head", "huge"));
        assertEquals(
                List.of("hidden", "experts"),
                space.parameters().stream().map(Parameter::name).toList());
        List<Problem> problems = new ArrayList<>();
        JointSpace.of(List.of(RANGED), SampleSearches.DATASET, Map.of("channels", "512"), problems);
        assertTrue(
                problems.toString().contains("of ranged must be one of 8, 16, ... up to 256, was 512"),
                () -> "" + problems);
    }
}
