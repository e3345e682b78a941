/**
 * The predictor-guided strategy: a Gaussian process predicts what is not known, what is known is used as known, and the
 * next trial is the one from which the largest gain is expected. Plain loops over arrays; no threads, no clock; equal
 * calls give equal answers.
 */
@NullMarked
package dev.tradespace.search.guided;

import org.jspecify.annotations.NullMarked;
