package dev.tradespace.core.job;

import dev.tradespace.core.sweep.Lease;

/**
 * A job that was taken.
 *
 * @param lease the right to do it
 * @param change how it and its sweep stand now
 */
public record LeasedJob(Lease lease, JobChange change) {}
