/** MobileNet v1, v2 and v3, one class per paper; pure functions of a configuration, callable from any thread. */
@NullMarked
package dev.tradespace.plugins.mobilenet;

import org.jspecify.annotations.NullMarked;
