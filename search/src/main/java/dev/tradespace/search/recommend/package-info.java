/** Choosing among measured models under limits: pure functions of result rows. */
@NullMarked
package dev.tradespace.search.recommend;

import org.jspecify.annotations.NullMarked;
