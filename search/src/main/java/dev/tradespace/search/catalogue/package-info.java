/**
 * The strategies that there are, built in and from outside jars, checked before they are trusted, and which of them a
 * problem is best given to.
 */
@NullMarked
package dev.tradespace.search.catalogue;

import org.jspecify.annotations.NullMarked;
