/**
 * Loops that the native library does slowly, on Java's vectors. Each loop stands in a method of its own: two in one
 * method, and the compiler boxes the vectors.
 */
@NullMarked
package dev.tradespace.training.dl4j.vector;

import org.jspecify.annotations.NullMarked;
