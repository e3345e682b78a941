/** The strategies that the platform brings. No threads, no files, no clock. */
@NullMarked
package dev.tradespace.search.strategy;

import org.jspecify.annotations.NullMarked;
