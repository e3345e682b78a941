/** Pareto fronts of the rows of one stratum, answered from columns in memory. */
@NullMarked
package dev.tradespace.results.front;

import org.jspecify.annotations.NullMarked;
