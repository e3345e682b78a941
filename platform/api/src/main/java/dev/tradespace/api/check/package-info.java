/** Problems: everything that is wrong with one input, each with its place. */
@NullMarked
package dev.tradespace.api.check;

import org.jspecify.annotations.NullMarked;
