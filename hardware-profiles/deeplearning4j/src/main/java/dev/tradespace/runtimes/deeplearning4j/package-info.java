/** Deeplearning4j as a runtime, and the writer of its own format, SameDiff. */
@NullMarked
package dev.tradespace.runtimes.deeplearning4j;

import org.jspecify.annotations.NullMarked;
