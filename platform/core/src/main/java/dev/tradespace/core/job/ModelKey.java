package dev.tradespace.core.job;

/**
 * What tells the files of one model from those of another.
 *
 * @param architecture the digest of its network
 * @param weights the id of its weights
 */
public record ModelKey(String architecture, String weights) {}
