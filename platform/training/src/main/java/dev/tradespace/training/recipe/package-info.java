/** How the learning rate moves over a training. Pure functions. */
@NullMarked
package dev.tradespace.training.recipe;

import org.jspecify.annotations.NullMarked;
