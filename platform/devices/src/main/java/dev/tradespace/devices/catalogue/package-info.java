/** The catalogue of devices, and the measurements that others published for them. */
@NullMarked
package dev.tradespace.devices.catalogue;

import org.jspecify.annotations.NullMarked;
