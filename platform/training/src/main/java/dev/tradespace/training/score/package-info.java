/**
 * What answers are worth: against the truth as scores, against the trainer's own as parity. Pure computing on plain
 * Java, since the measuring worker has nothing else.
 */
@NullMarked
package dev.tradespace.training.score;

import org.jspecify.annotations.NullMarked;
