/** What can be counted on a graph without running it: parameters, multiply-accumulates, memory, size. */
@NullMarked
package dev.tradespace.core.analysis;

import org.jspecify.annotations.NullMarked;
