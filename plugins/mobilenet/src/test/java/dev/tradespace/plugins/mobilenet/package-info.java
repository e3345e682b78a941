/** The plugin's contract and the counts it must reproduce. */
@NullMarked
package dev.tradespace.plugins.mobilenet;

import org.jspecify.annotations.NullMarked;
