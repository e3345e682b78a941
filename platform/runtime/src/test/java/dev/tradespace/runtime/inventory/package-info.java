@NullMarked
package dev.tradespace.runtime.inventory;

import org.jspecify.annotations.NullMarked;
