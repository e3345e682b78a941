/** Deeplearning4j's native operations as a trainer and as a runtime. Lives in worker processes only. */
@NullMarked
package dev.tradespace.training.dl4j;

import org.jspecify.annotations.NullMarked;
