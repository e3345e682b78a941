package dev.tradespace.training.recipe;

import dev.tradespace.api.training.Recipe;

/** The learning rate of a recipe as a function of the spent part of the budget, whatever that is counted in. */
public final class LearningRate {
    /** One-cycle begins at a 25th of the highest rate, as fast.ai and PyTorch have it. */
    private static final double FIRST_PART = 25;
    /** And ends at a 10,000th of where it began. */
    private static final double LAST_PART = 10_000;

    private LearningRate() {}

    /**
     * The rate of a step.
     *
     * @param fraction of the budget that was spent before the step, 0 to 1; what lies outside counts as the nearer end
     */
    public static double at(Recipe recipe, double fraction) {
        double spent = Math.min(1, Math.max(0, fraction));
        double height = recipe.learningRate();
        double warmup = recipe.warmup();
        boolean rising = spent < warmup;
        double part = rising ? spent / warmup : (spent - warmup) / (1 - warmup);
        return switch (recipe.schedule()) {
            case COSINE -> rising ? height * part : between(height, 0, part);
            case ONE_CYCLE -> {
                double first = height / FIRST_PART;
                yield rising ? between(first, height, part) : between(height, first / LAST_PART, part);
            }
        };
    }

    /** Half a cosine from one value to another. */
    private static double between(double from, double to, double part) {
        return to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2;
    }
}
