@NullMarked
package dev.tradespace.runtime.training;

import org.jspecify.annotations.NullMarked;
