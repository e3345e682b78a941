/** Trains architectures: lays them out for one batch size over native arrays and runs them forwards and backwards. */
@NullMarked
package dev.tradespace.training.dl4j.executor;

import org.jspecify.annotations.NullMarked;
