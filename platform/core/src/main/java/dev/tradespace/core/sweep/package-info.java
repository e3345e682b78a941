/** Sweeps: variants times targets, checked and expanded into jobs. */
@NullMarked
package dev.tradespace.core.sweep;

import org.jspecify.annotations.NullMarked;
