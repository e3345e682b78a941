/** Searches: their trials, and the calls of their strategies. */
@NullMarked
package dev.tradespace.results.search;

import org.jspecify.annotations.NullMarked;
