@NullMarked
package dev.tradespace.runtime.lane;

import org.jspecify.annotations.NullMarked;
