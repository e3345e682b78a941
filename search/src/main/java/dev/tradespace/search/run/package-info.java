/**
 * A real search, from what is asked for to what is done next: the spec and the space it spans over families, what is
 * known of a network beforehand, and the run as a pure state machine, with its strategy rebuilt from the calls that
 * were kept. No clock, no thread, no bus, no store.
 */
@NullMarked
package dev.tradespace.search.run;

import org.jspecify.annotations.NullMarked;
