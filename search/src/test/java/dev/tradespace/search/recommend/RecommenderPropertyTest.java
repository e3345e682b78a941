package dev.tradespace.search.recommend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.search.recommend.Recommendation.Binding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecommenderPropertyTest {
    private static final List<String> TARGETS = List.of(Rows.CPU, Rows.GPU);

    /** What is asked: rows of up to twelve models on two targets, some figures missing, and up to three limits. */
    private record Question(List<ResultRow> rows, List<Constraint> limits) {
        Recommendation answer() {
            return Recommender.recommend(rows, TARGETS, limits);
        }

        Question with(List<Constraint> others) {
            return new Question(rows, others);
        }

        /** Every model whose accuracy and latency are known on both targets. */
        List<ModelRows> complete() {
            List<ModelRows> complete = new ArrayList<>();
            for (ResultRow cpu : rows) {
                for (ResultRow gpu : rows) {
                    ModelRows candidate = new ModelRows(cpu.model(), List.of(cpu, gpu));
                    if (cpu.model().equals(gpu.model())
                            && cpu.key().target().equals(Rows.CPU)
                            && gpu.key().target().equals(Rows.GPU)
                            && candidate.worst(Metric.ACCURACY).isPresent()
                            && candidate.worst(Metric.LATENCY).isPresent()) {
                        complete.add(candidate);
                    }
                }
            }
            return complete;
        }

        boolean fits(ModelRows candidate) {
            return limits.stream().allMatch(limit -> candidate.rows().stream()
                    .allMatch(row -> row.figure(metric(limit)).value().isPresent()
                            && limit.allows(row.figure(metric(limit)).value().getAsDouble())));
        }
    }

    @Provide
    Arbitrary<Question> questions() {
        return Arbitraries.randomValue(RecommenderPropertyTest::question);
    }

    private static Question question(Random random) {
        List<ResultRow> rows = new ArrayList<>();
        int models = random.nextInt(13);
        for (int i = 0; i < models; i++) {
            for (String target : TARGETS) {
                if (random.nextInt(12) > 0) {
                    ResultRow row = Rows.row("m" + i, target, 60 + random.nextInt(8), 1 + random.nextInt(8));
                    rows.add(Rows.with(
                            row,
                            Metric.PARAMETERS,
                            Rows.measured(1 + random.nextInt(5)),
                            Metric.MEMORY,
                            random.nextInt(4) == 0
                                    ? new Figure.Unavailable("no luck")
                                    : Rows.measured(1 + random.nextInt(5)),
                            Metric.ACCURACY,
                            random.nextInt(10) == 0 ? new Figure.Unavailable("no luck") : row.figure(Metric.ACCURACY)));
                }
            }
        }
        List<Constraint> limits = new ArrayList<>(List.of(
                Constraint.on(Metric.LATENCY, 1 + random.nextInt(8)),
                Constraint.on(Metric.MEMORY, 1 + random.nextInt(5)),
                Constraint.on(Metric.PARAMETERS, 1 + random.nextInt(5)),
                Constraint.on(Metric.ACCURACY, 60 + random.nextInt(8))));
        Collections.shuffle(limits, random);
        return new Question(rows, limits.subList(0, random.nextInt(4)));
    }

    private static double accuracy(ModelRows candidate) {
        return candidate.worst(Metric.ACCURACY).orElseThrow();
    }

    private static double latency(ModelRows candidate) {
        return candidate.worst(Metric.LATENCY).orElseThrow();
    }

    @Property
    void keepsAllLimitsAndNothingThatFitsIsBetter(@ForAll("questions") Question question) {
        Recommendation answer = question.answer();
        List<ModelRows> fitting =
                question.complete().stream().filter(question::fits).toList();
        assertEquals(fitting.isEmpty(), answer.recommended().isEmpty());
        answer.recommended().ifPresent(chosen -> {
            assertTrue(question.fits(chosen), () -> chosen + " breaks a limit");
            for (ModelRows other : fitting) {
                assertTrue(accuracy(other) <= accuracy(chosen), () -> other + " is more accurate than " + chosen);
                assertTrue(
                        accuracy(other) < accuracy(chosen) || latency(other) >= latency(chosen),
                        () -> other + " is as accurate as " + chosen + " and faster");
            }
        });
    }

    @Property
    void accountsForEveryModelOnce(@ForAll("questions") Question question) {
        Recommendation answer = question.answer();
        long models = question.rows().stream().map(ResultRow::model).distinct().count();
        long fitting = question.complete().stream().filter(question::fits).count();
        assertEquals(question.complete().size(), answer.considered());
        assertEquals(models, fitting + answer.excluded().size());
    }

    @Property
    void bindsByALimitWhoseLooseningLetsInWhatItPromises(@ForAll("questions") Question question) {
        Recommendation answer = question.answer();
        if (answer.binding().isEmpty()) {
            return;
        }
        Binding binding = answer.binding().orElseThrow();
        assertTrue(question.limits().contains(binding.limit()));
        assertFalse(question.fits(binding.next()));
        List<Constraint> loosened = question.limits().stream()
                .map(limit -> limit.equals(binding.limit())
                        ? new Constraint(limit.metric(), limit.side(), binding.needs())
                        : limit)
                .toList();
        ModelRows bought = question.with(loosened).answer().recommended().orElseThrow();
        assertEquals(binding.next(), bought);
        answer.recommended().ifPresent(chosen -> assertTrue(accuracy(bought) > accuracy(chosen)));
    }

    @Property
    void missesNoLimitThatAloneKeepsABetterModelOut(@ForAll("questions") Question question) {
        Recommendation answer = question.answer();
        for (Constraint limit : question.limits()) {
            List<Constraint> others = question.limits().stream()
                    .filter(other -> !other.equals(limit))
                    .toList();
            boolean buys = question.complete().stream()
                    .filter(candidate -> candidate.worst(metric(limit)).isPresent())
                    .filter(question.with(others)::fits)
                    .anyMatch(candidate -> answer.recommended().isEmpty()
                            || accuracy(candidate)
                                    > accuracy(answer.recommended().orElseThrow()));
            assertTrue(!buys || answer.binding().isPresent(), () -> "dropping " + limit + " would buy something");
        }
    }

    @Property
    void doesNotDependOnTheOrderOfRowsAndLimits(@ForAll("questions") Question question, @ForAll long seed) {
        List<ResultRow> rows = new ArrayList<>(question.rows());
        List<Constraint> limits = new ArrayList<>(question.limits());
        Collections.shuffle(rows, new Random(seed));
        Collections.shuffle(limits, new Random(seed));
        Recommendation one = question.answer();
        Recommendation other = new Question(rows, limits).answer();
        assertEquals(one.recommended(), other.recommended());
        assertEquals(one.binding(), other.binding());
        assertEquals(one.faster(), other.faster());
        assertEquals(one.moreAccurate(), other.moreAccurate());
        assertEquals(one.reason(), other.reason());
    }

    private static Metric metric(Constraint limit) {
        return Metric.find(limit.metric()).orElseThrow();
    }
}
