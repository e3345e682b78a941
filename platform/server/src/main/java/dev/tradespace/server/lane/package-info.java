/**
 * One lane for each device: it does what the pure {@link dev.tradespace.core.run.Lane} decides. The lane lives on its event loop; files
 * are made and models are measured on one thread of its own; the store is asked off both.
 */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.lane;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
