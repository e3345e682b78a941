/** How the learning rate moves, and the recipe that each family begins with. Pure functions. */
@NullMarked
package dev.tradespace.training.recipe;

import org.jspecify.annotations.NullMarked;
