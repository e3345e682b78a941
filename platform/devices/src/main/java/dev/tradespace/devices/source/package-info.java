/** Reads published measurements in the formats of their publishers. */
@NullMarked
package dev.tradespace.devices.source;

import org.jspecify.annotations.NullMarked;
