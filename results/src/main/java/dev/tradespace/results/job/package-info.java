/** Sweeps, their jobs, and the leases under which jobs are done. */
@NullMarked
package dev.tradespace.results.job;

import org.jspecify.annotations.NullMarked;
