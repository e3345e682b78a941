/** The operations an architecture is made of: immutable values that infer shapes and name their weights. */
@NullMarked
package dev.tradespace.api.op;

import org.jspecify.annotations.NullMarked;
