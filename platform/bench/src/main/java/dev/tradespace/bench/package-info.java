/** Measurements of the platform itself. */
@NullMarked
package dev.tradespace.bench;

import org.jspecify.annotations.NullMarked;
