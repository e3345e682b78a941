/** Benchmarks, run by hand: nothing of the product depends on them. */
@NullMarked
package dev.tradespace.bench;

import org.jspecify.annotations.NullMarked;
