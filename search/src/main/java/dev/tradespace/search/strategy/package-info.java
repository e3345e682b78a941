/**
 * The plain strategies: random, grid, local search, regularized evolution and NSGA-II, one small class each. A strategy is called by one thread at a
 * time and keeps nothing outside itself.
 */
@NullMarked
package dev.tradespace.search.strategy;

import org.jspecify.annotations.NullMarked;
