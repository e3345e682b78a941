/** The commands: each reads its options, asks the platform and prints. */
@NullMarked
package dev.tradespace.app.cli;

import org.jspecify.annotations.NullMarked;
