@NullMarked
package dev.tradespace.server.bus;

import org.jspecify.annotations.NullMarked;
