/**
 * The processes that run a runtime's code, and the files that they talk by: one measures, profiles or answers with a model and exits,
 * one says what a folder of jars brings, one writes a model. In the platform's own process only the records are used.
 */
@NullMarked
package dev.tradespace.hardware.worker;

import org.jspecify.annotations.NullMarked;
