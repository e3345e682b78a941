@NullMarked
package dev.tradespace.server.wire;

import org.jspecify.annotations.NullMarked;
