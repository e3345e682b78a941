/** Order statistics of samples: percentiles and the interval of the median; the linear algebra of Gaussian processes. */
@NullMarked
package dev.tradespace.core.statistics;

import org.jspecify.annotations.NullMarked;
