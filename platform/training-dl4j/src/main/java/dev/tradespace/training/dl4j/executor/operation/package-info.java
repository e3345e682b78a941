/** One class for each operation of an architecture, forwards and backwards together. */
@NullMarked
package dev.tradespace.training.dl4j.executor.operation;

import org.jspecify.annotations.NullMarked;
