/** What the kernel says about the machine, the load on it and this process. Reads files only; holds no state. */
@NullMarked
package dev.tradespace.hardware.machine;

import org.jspecify.annotations.NullMarked;
