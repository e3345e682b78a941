/** The words of measuring: targets, protocols, and what a measurement says. */
@NullMarked
package dev.tradespace.core.measure;

import org.jspecify.annotations.NullMarked;
