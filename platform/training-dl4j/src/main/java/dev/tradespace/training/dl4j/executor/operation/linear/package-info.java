/** Matrix products: dense layers, products of two tensors, attention. */
@NullMarked
package dev.tradespace.training.dl4j.executor.operation.linear;

import org.jspecify.annotations.NullMarked;
