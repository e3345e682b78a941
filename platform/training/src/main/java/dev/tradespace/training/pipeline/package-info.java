/**
 * Batches for a trainer: shuffled, augmented, normalised and prefetched, a function of seed, epoch and image alone. A
 * batch is filled by one thread and read by another.
 */
@NullMarked
package dev.tradespace.training.pipeline;

import org.jspecify.annotations.NullMarked;
