/** The families that plugins contribute, checked before they are trusted, and the models that ids name. */
@NullMarked
package dev.tradespace.core.catalogue;

import org.jspecify.annotations.NullMarked;
