/** Rows beside each other: what can be told apart by their intervals, and what cannot. */
@NullMarked
package dev.tradespace.core.comparison;

import org.jspecify.annotations.NullMarked;
