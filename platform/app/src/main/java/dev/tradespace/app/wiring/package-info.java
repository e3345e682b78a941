/** Puts the modules together: catalogue, exporter, store, runner, platform. */
@NullMarked
package dev.tradespace.app.wiring;

import org.jspecify.annotations.NullMarked;
