/**
 * Training as the platform does it: datasets made ready once, a trainer told what to learn, its result exported, checked for parity and taken in among the models.
 * Everything blocks, and an interrupt ends it.
 */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.training;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
