/**
 * Devices that nobody here owns beside the targets of this machine: one place that knows which rows come from the store
 * and which from the catalogue of devices.
 */
@NullMarked
package dev.tradespace.server.device;

import org.jspecify.annotations.NullMarked;
