/** Measurements as they are written and read: rows, samples, scores and what stands behind them. */
@NullMarked
package dev.tradespace.results.measurement;

import org.jspecify.annotations.NullMarked;
