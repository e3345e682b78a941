/** The datasets of a home: their names, their registry, and the lookup of them. */
@NullMarked
package dev.tradespace.training.data.home;

import org.jspecify.annotations.NullMarked;
