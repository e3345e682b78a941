/**
 * Searches under way: each does what its pure {@link dev.tradespace.search.run.SearchRun} decides. A stage of a trial
 * is a sweep of one network, so that leases, tries, noise and checkpoints are those of every sweep. State is touched on
 * the event loop only; strategies are called, and the store is asked, off it.
 */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.search;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
