/**
 * What is learned: the flat arrays of parameters, gradients and running statistics, and the optimizers that move them.
 */
@NullMarked
package dev.tradespace.training.dl4j.executor.parameter;

import org.jspecify.annotations.NullMarked;
