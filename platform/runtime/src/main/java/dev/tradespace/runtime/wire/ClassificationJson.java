package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.core.training.TrainingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What trained models take a picture for. */
public final class ClassificationJson {
    private ClassificationJson() {}

    /**
     * A class and how probable it is.
     *
     * @param number of the class
     * @param name of the class
     * @param probability 0 to 1
     */
    private record Chance(int number, String name, double probability) {}

    /** What one model says, or why it says nothing. */
    public static final class Opinion {
        private final TrainingState training;
        private final List<Chance> chances;
        private final @Nullable String failure;

        private Opinion(TrainingState training, List<Chance> chances, @Nullable String failure) {
            this.training = training;
            this.chances = chances;
            this.failure = failure;
        }

        /**
         * An opinion.
         *
         * @param classes their names
         * @param probabilities one for each
         */
        public static Opinion of(TrainingState training, List<String> classes, double[] probabilities) {
            List<Chance> chances = new ArrayList<>();
            for (int i = 0; i < classes.size(); i++) {
                chances.add(new Chance(i, classes.get(i), probabilities[i]));
            }
            chances.sort(Comparator.comparingDouble(chance -> -chance.probability()));
            return new Opinion(training, chances, null);
        }

        /** Why there is none. */
        public static Opinion failed(TrainingState training, String reason) {
            return new Opinion(training, List.of(), reason);
        }
    }

    /** All opinions on a picture. */
    public static void write(JsonGenerator json, int width, int height, List<Opinion> opinions) throws IOException {
        json.writeStartObject();
        json.writeNumberField("width", width);
        json.writeNumberField("height", height);
        Json.array(json, "models", opinions, ClassificationJson::opinion);
        json.writeEndObject();
    }

    private static void opinion(JsonGenerator json, Opinion opinion) throws IOException {
        json.writeStartObject();
        json.writeNumberField("training", opinion.training.id());
        json.writeStringField("variant", opinion.training.variant());
        json.writeStringField("dataset", opinion.training.spec().dataset());
        Json.array(json, "classes", opinion.chances, ClassificationJson::chance);
        Json.text(json, "failure", opinion.failure);
        json.writeEndObject();
    }

    private static void chance(JsonGenerator json, Chance chance) throws IOException {
        json.writeStartObject();
        json.writeNumberField("class", chance.number());
        json.writeStringField("name", chance.name());
        Json.number(json, "probability", chance.probability());
        json.writeEndObject();
    }
}
