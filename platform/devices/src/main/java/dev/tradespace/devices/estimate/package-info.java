/**
 * Predictors of one metric, latency or memory: what a network takes on a device where it was never measured, with an interval. A figure here is an amount of
 * that metric, in its unit.
 */
@NullMarked
package dev.tradespace.devices.estimate;

import org.jspecify.annotations.NullMarked;
