/** Targets as profiles in YAML, and the face of the worker that measures on them. */
@NullMarked
package dev.tradespace.hardware;

import org.jspecify.annotations.NullMarked;
