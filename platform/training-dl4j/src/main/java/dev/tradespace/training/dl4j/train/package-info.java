/**
 * The training loop over the executor: starting weights, optimisers, validation, checkpoints, and the program of the
 * trainer's process.
 */
@NullMarked
package dev.tradespace.training.dl4j.train;

import org.jspecify.annotations.NullMarked;
