package dev.tradespace.core.sweep;

import dev.tradespace.core.measure.Subject;

/**
 * The right to do one job, for a while.
 *
 * @param job the job's id
 * @param sweep the sweep it belongs to
 * @param subject what to measure
 * @param attempt which try this is, from 1
 * @param token the fencing token: completing with an old one is refused
 */
public record Lease(long job, long sweep, Subject subject, int attempt, long token) {}
