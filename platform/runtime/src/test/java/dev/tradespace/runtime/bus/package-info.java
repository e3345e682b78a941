@NullMarked
package dev.tradespace.runtime.bus;

import org.jspecify.annotations.NullMarked;
