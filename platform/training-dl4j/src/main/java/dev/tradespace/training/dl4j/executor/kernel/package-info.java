/**
 * What lies between the operations and the native library: prepared calls and arrays that are given out and taken back.
 */
@NullMarked
package dev.tradespace.training.dl4j.executor.kernel;

import org.jspecify.annotations.NullMarked;
