/** The way to the server of a home: its own or another's, over HTTP. */
@NullMarked
package dev.tradespace.app.session;

import org.jspecify.annotations.NullMarked;
