@NullMarked
package dev.tradespace.runtime.wire;

import org.jspecify.annotations.NullMarked;
