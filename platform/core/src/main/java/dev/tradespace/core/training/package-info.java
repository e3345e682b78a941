/** The words of training: what is asked for, how it goes, and how well the result answers. Plain data, stored and sent as it is. */
@NullMarked
package dev.tradespace.core.training;

import org.jspecify.annotations.NullMarked;
