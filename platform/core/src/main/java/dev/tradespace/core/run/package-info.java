/** A lane's work as a pure state machine: events in, commands out; no clock, thread or bus. */
@NullMarked
package dev.tradespace.core.run;

import org.jspecify.annotations.NullMarked;
