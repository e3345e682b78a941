/** The commands: each reads its options, asks the server and prints. */
@NullMarked
package dev.tradespace.app.command;

import org.jspecify.annotations.NullMarked;
