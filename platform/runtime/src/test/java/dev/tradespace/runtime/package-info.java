@NullMarked
package dev.tradespace.runtime;

import org.jspecify.annotations.NullMarked;
