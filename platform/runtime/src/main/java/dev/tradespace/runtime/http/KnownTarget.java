package dev.tradespace.runtime.http;

import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.EnergySupport;

/**
 * A target that can be measured on here.
 *
 * @param target the target
 * @param energy whether its energy can be read
 */
public record KnownTarget(Target target, EnergySupport energy) {}
