/** The geometry of trade-offs: dominance, fronts and hypervolume for any number of objectives. */
@NullMarked
package dev.tradespace.api.pareto;

import org.jspecify.annotations.NullMarked;
