/** The face of trainers: what they are asked and what they answer. */
@NullMarked
package dev.tradespace.training;

import org.jspecify.annotations.NullMarked;
