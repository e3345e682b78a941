package dev.tradespace.hardware.runtime;

/**
 * A runtime that is left out.
 *
 * @param name its folder's or jar's name
 * @param reason why, a sentence for people
 */
public record BrokenRuntime(String name, String reason) {}
