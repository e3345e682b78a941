/** Operations that move elements and compute nothing. */
@NullMarked
package dev.tradespace.training.dl4j.executor.operation.shape;

import org.jspecify.annotations.NullMarked;
