/** Energy counters of the machine, and what of them belongs to the measured queries. Single-threaded. */
@NullMarked
package dev.tradespace.hardware.energy;

import org.jspecify.annotations.NullMarked;
