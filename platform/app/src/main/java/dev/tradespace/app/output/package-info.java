/** Results as text, CSV and JSON. */
@NullMarked
package dev.tradespace.app.output;

import org.jspecify.annotations.NullMarked;
