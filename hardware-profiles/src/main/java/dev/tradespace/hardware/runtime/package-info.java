/** The runtimes of this machine: folders of jars, what they say of themselves, and how their worker processes are started. */
@NullMarked
package dev.tradespace.hardware.runtime;

import org.jspecify.annotations.NullMarked;
