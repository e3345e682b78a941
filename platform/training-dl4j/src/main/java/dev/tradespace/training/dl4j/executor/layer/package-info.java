/** What every operation is laid out with: its context, its output, its gradient and its random numbers. */
@NullMarked
package dev.tradespace.training.dl4j.executor.layer;

import org.jspecify.annotations.NullMarked;
