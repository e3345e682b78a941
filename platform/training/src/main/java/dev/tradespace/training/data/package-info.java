/** Datasets: labelled images in three splits, and what every source of them has in common. */
@NullMarked
package dev.tradespace.training.data;

import org.jspecify.annotations.NullMarked;
