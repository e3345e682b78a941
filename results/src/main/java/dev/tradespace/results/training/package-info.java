/** Trainings with their curves. */
@NullMarked
package dev.tradespace.results.training;

import org.jspecify.annotations.NullMarked;
