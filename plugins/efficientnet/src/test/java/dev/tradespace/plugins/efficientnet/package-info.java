/** The plugin's contract and the counts it must reproduce. */
@NullMarked
package dev.tradespace.plugins.efficientnet;

import org.jspecify.annotations.NullMarked;
