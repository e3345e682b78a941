/** Search spaces: typed parameters with conditions, and the configurations that are their points. */
@NullMarked
package dev.tradespace.api.space;

import org.jspecify.annotations.NullMarked;
