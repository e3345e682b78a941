package dev.tradespace.search.run;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.sweep.TrainingGround;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.run.SearchSpec.Budget;
import dev.tradespace.search.run.SearchSpec.Effort;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Surroundings to search in: two small families, two targets, a dataset of three classes at 20 pixels. */
final class SampleSearches {
    static final Target ONE = new Target("cpu/one", "cpu", "onnxruntime", "fp32", 1, "one");
    static final Target TWO = new Target("cpu/two", "cpu", "onnxruntime", "int8", 1, "two");
    static final DatasetFacts DATASET = new DatasetFacts(
            "shapes",
            "Shapes",
            List.of("a", "b", "c"),
            Optional.of(ImageSize.square(20)),
            3,
            1000,
            100,
            100,
            "0123456789abcdef");

    private SampleSearches() {}

    static SearchContext context() {
        return context(Room.ENDLESS);
    }

    static SearchContext context(Room room) {
        ClassLoader loader = SampleSearches.class.getClassLoader();
        return new SearchContext(
                Catalogue.load(loader, List.of()),
                List.of(ONE, TWO),
                new Ground(room),
                Strategies.load(loader, List.of(), Strategies.PATIENCE),
                target -> target.equals(TWO) ? Optional.of("it has no meter") : Optional.empty());
    }

    /** A spec that is right but for what a test is about. */
    static SearchSpec spec(
            List<String> families, List<String> targets, List<String> constraints, Map<String, String> fixed) {
        return new SearchSpec(
                families,
                "shapes",
                targets,
                List.of("accuracy"),
                List.of("latency"),
                constraints,
                new Budget(5, null),
                "random",
                Map.of(),
                new Effort(1, 1, 4, null),
                fixed);
    }

    static SearchPlan plan(SearchSpec spec) {
        SearchPlan.Planned planned = SearchPlan.of(spec, context());
        return planned.plan().orElseThrow(() -> new AssertionError(planned.problems()));
    }

    /** The dataset. */
    private record Ground(Room room) implements TrainingGround {
        @Override
        public DatasetFacts dataset(String id) throws DatasetUnavailable {
            if (!id.equals(DATASET.id())) {
                throw new DatasetUnavailable("there is no dataset " + id);
            }
            return DATASET;
        }

        @Override
        public Optional<String> unfinished(Training alike) {
            return Optional.empty();
        }

        @Override
        public String nonce() {
            return "";
        }
    }
}
