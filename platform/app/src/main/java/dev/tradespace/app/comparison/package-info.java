/** Search strategies compared on tables of known results. */
@NullMarked
package dev.tradespace.app.comparison;

import org.jspecify.annotations.NullMarked;
