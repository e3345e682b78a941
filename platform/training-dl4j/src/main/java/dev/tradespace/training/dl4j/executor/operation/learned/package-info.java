/** Operations that bring a learned tensor into the graph: tokens, embeddings. */
@NullMarked
package dev.tradespace.training.dl4j.executor.operation.learned;

import org.jspecify.annotations.NullMarked;
