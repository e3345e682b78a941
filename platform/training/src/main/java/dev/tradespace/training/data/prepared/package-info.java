/**
 * A dataset as one memory-mapped file of bytes of one resolution. Plain Java and Jackson streams only: the measuring
 * worker has nothing else.
 */
@NullMarked
package dev.tradespace.training.data.prepared;

import org.jspecify.annotations.NullMarked;
