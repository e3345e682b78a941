package dev.tradespace.core.catalogue;

/**
 * A plugin that was not taken in; the rest works without it.
 *
 * @param name the jar's file name, or the plugin's class or id
 * @param reason why, for a person
 */
public record Rejected(String name, String reason) {}
