/** Weights on the disk. */
@NullMarked
package dev.tradespace.core.weights;

import org.jspecify.annotations.NullMarked;
