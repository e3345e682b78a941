/** Result rows of devices that nobody here owns: what was published, and estimates for the rest. */
@NullMarked
package dev.tradespace.devices.row;

import org.jspecify.annotations.NullMarked;
