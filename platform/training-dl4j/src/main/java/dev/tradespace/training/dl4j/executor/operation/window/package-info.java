/** Convolutions and pools: what slides a window over a feature map. */
@NullMarked
package dev.tradespace.training.dl4j.executor.operation.window;

import org.jspecify.annotations.NullMarked;
