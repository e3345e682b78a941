/** Every operation of the closed family, swept: a new one needs a sample here, and gets its tests by it. */
@NullMarked
package dev.tradespace.core.op;

import org.jspecify.annotations.NullMarked;
