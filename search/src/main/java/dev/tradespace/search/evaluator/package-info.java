/** Evaluators of trials: counting, measuring and training, and whatever else gives metrics of a network. */
@NullMarked
package dev.tradespace.search.evaluator;

import org.jspecify.annotations.NullMarked;
