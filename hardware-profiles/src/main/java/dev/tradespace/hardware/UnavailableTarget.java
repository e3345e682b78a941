package dev.tradespace.hardware;

import dev.tradespace.core.measure.Target;

/**
 * A target that a profile describes and this machine cannot measure on.
 *
 * @param target the target
 * @param reason why not, for a person
 */
public record UnavailableTarget(Target target, String reason) {}
