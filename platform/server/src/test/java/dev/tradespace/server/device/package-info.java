@NullMarked
package dev.tradespace.server.device;

import org.jspecify.annotations.NullMarked;
