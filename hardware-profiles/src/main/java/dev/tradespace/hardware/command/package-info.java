/** A program of the user's that measures a model: what is run, how it is bounded and ended, and where its figures stand. */
@NullMarked
package dev.tradespace.hardware.command;

import org.jspecify.annotations.NullMarked;
