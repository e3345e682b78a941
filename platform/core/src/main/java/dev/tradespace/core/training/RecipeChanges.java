package dev.tradespace.core.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.training.Recipe.Augmentation;
import dev.tradespace.core.training.Recipe.Optimizer;
import dev.tradespace.core.training.Recipe.Schedule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is to differ from a recipe; null stands for no change. The ranges are those of {@link Recipe}. */
public record RecipeChanges(
        @Nullable Optimizer optimizer,
        @Nullable Double learningRate,
        @Nullable Schedule schedule,
        @Nullable Double warmup,
        @Nullable Double weightDecay,
        @Nullable Integer batch,
        @Nullable Double labelSmoothing,
        @Nullable Double clipNorm,
        @Nullable Double averaging,
        @Nullable Boolean flip,
        @Nullable Integer cropPadding,
        @Nullable Double mixup,
        @Nullable Double erasing) {
    /** Nothing differs. */
    public static final RecipeChanges NONE =
            new RecipeChanges(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Reads changes, each as in a whole recipe; the reader gathers what is wrong with them. */
    public static RecipeChanges read(ObjectReader reader) {
        Optional<ObjectReader> augmentation = reader.object("augmentation");
        RecipeChanges changes = new RecipeChanges(
                constant(reader, "optimizer", Optimizer.values()),
                real(reader, "learningRate", value -> value > 0 && value <= 100, "above 0 and at most 100"),
                constant(reader, "schedule", Schedule.values()),
                real(reader, "warmup", value -> value >= 0 && value <= 0.5, "from 0 to 0.5"),
                real(reader, "weightDecay", value -> value >= 0 && value <= 10, "from 0 to 10"),
                whole(reader, "batch", 1, 1024),
                real(reader, "labelSmoothing", value -> value >= 0 && value < 1, "from 0 to below 1"),
                real(reader, "clipNorm", value -> value >= 0, "of at least 0"),
                real(reader, "averaging", value -> value >= 0 && value < 1, "from 0 to below 1"),
                augmentation.flatMap(inner -> inner.flag("flip")).orElse(null),
                augmentation.map(inner -> whole(inner, "cropPadding", 0, 64)).orElse(null),
                augmentation
                        .map(inner -> real(inner, "mixup", value -> value >= 0 && value <= 10, "from 0 to 10"))
                        .orElse(null),
                augmentation
                        .map(inner -> real(inner, "erasing", value -> value >= 0 && value <= 1, "from 0 to 1"))
                        .orElse(null));
        augmentation.ifPresent(ObjectReader::finish);
        reader.finish();
        return changes;
    }

    /** The changes as they are read. */
    public ObjectNode json() {
        ObjectMapper mapper = StrictJson.json();
        ObjectNode json = mapper.createObjectNode();
        put(json, "optimizer", optimizer);
        put(json, "learningRate", learningRate);
        put(json, "schedule", schedule);
        put(json, "warmup", warmup);
        put(json, "weightDecay", weightDecay);
        put(json, "batch", batch);
        put(json, "labelSmoothing", labelSmoothing);
        put(json, "clipNorm", clipNorm);
        put(json, "averaging", averaging);
        ObjectNode augmentation = mapper.createObjectNode();
        put(augmentation, "flip", flip);
        put(augmentation, "cropPadding", cropPadding);
        put(augmentation, "mixup", mixup);
        put(augmentation, "erasing", erasing);
        if (!augmentation.isEmpty()) {
            json.set("augmentation", augmentation);
        }
        return json;
    }

    /** The recipe with these changes. */
    public Recipe applyTo(Recipe recipe) {
        Augmentation before = recipe.augmentation();
        return new Recipe(
                or(optimizer, recipe.optimizer()),
                or(learningRate, recipe.learningRate()),
                or(schedule, recipe.schedule()),
                or(warmup, recipe.warmup()),
                or(weightDecay, recipe.weightDecay()),
                or(batch, recipe.batch()),
                or(labelSmoothing, recipe.labelSmoothing()),
                or(clipNorm, recipe.clipNorm()),
                or(averaging, recipe.averaging()),
                new Augmentation(
                        or(flip, before.flip()),
                        or(cropPadding, before.cropPadding()),
                        or(mixup, before.mixup()),
                        or(erasing, before.erasing())));
    }

    private static <T> T or(@Nullable T change, T before) {
        return change == null ? before : change;
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.putPOJO(name, value);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Enum<?> value) {
        if (value != null) {
            json.put(name, id(value));
        }
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> @Nullable E constant(ObjectReader reader, String field, E[] all) {
        if (!reader.has(field)) {
            return null;
        }
        return reader.parsed(
                        field,
                        text -> Arrays.stream(all)
                                .filter(each -> id(each).equals(text))
                                .findFirst(),
                        Arrays.stream(all).map(RecipeChanges::id).collect(Collectors.joining(" or ")))
                .orElse(null);
    }

    private static @Nullable Double real(ObjectReader reader, String field, DoublePredicate rule, String range) {
        OptionalDouble value = reader.number(field, rule, "a number " + range);
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    private static @Nullable Integer whole(ObjectReader reader, String field, int least, int most) {
        OptionalLong value = reader.whole(field, least, most);
        return value.isPresent() ? (Integer) Math.toIntExact(value.getAsLong()) : null;
    }
}
