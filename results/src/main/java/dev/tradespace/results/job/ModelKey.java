package dev.tradespace.results.job;

/**
 * What tells the files of one model from those of another.
 *
 * @param architecture the digest of its network
 * @param weights the id of its weights
 */
public record ModelKey(String architecture, String weights) {}
