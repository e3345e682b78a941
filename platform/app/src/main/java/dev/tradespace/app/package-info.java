/** The program: it wires the modules together and starts the command line. No logic lives here. */
@NullMarked
package dev.tradespace.app;

import org.jspecify.annotations.NullMarked;
