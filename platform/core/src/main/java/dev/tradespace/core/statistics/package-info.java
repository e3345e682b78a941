/** Order statistics of samples: percentiles and the interval of the median. */
@NullMarked
package dev.tradespace.core.statistics;

import org.jspecify.annotations.NullMarked;
