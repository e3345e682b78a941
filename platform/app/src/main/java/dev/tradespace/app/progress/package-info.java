/** Progress of sweeps, trainings and searches on stderr. */
@NullMarked
package dev.tradespace.app.progress;

import org.jspecify.annotations.NullMarked;
