/** A search as it is kept: how it stands, its trials, and the calls of its strategy in their order. */
@NullMarked
package dev.tradespace.core.search;

import org.jspecify.annotations.NullMarked;
