@NullMarked
package dev.tradespace.server.lane;

import org.jspecify.annotations.NullMarked;
