/** The dataset that is drawn instead of fetched. */
@NullMarked
package dev.tradespace.training.data.synthetic;

import org.jspecify.annotations.NullMarked;
