/** Activations, sums and products, softmax, and what is dropped at random. */
@NullMarked
package dev.tradespace.training.dl4j.executor.operation.elementwise;

import org.jspecify.annotations.NullMarked;
