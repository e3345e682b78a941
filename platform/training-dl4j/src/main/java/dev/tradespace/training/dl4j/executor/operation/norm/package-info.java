/** Normalisations. */
@NullMarked
package dev.tradespace.training.dl4j.executor.operation.norm;

import org.jspecify.annotations.NullMarked;
