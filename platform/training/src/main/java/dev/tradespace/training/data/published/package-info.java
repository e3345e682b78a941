/** Public datasets: downloaded, verified, and read from the formats of their publishers. */
@NullMarked
package dev.tradespace.training.data.published;

import org.jspecify.annotations.NullMarked;
