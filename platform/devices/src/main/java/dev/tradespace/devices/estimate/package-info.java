/** Latency predictors: what a network takes on a device where it was never measured, with an interval. */
@NullMarked
package dev.tradespace.devices.estimate;

import org.jspecify.annotations.NullMarked;
