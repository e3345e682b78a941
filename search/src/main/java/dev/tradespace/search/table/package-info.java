/**
 * Tables of known results as problems to search, and the comparison of strategies on them. Everything here is immutable
 * but a comparison at work.
 */
@NullMarked
package dev.tradespace.search.table;

import org.jspecify.annotations.NullMarked;
