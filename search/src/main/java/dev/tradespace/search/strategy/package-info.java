/**
 * The plain strategies: random, grid, local search, regularized evolution, NSGA-II, successive halving and compound
 * scaling, one small class each; and the watch that is kept over every strategy. A strategy is called by one thread at
 * a time and keeps nothing outside itself.
 */
@NullMarked
package dev.tradespace.search.strategy;

import org.jspecify.annotations.NullMarked;
