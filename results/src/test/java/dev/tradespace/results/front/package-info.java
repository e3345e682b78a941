@NullMarked
package dev.tradespace.results.front;

import org.jspecify.annotations.NullMarked;
