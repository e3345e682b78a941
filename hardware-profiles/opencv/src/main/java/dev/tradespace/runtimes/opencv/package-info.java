/** OpenCV's DNN module as a runtime. */
@NullMarked
package dev.tradespace.runtimes.opencv;

import org.jspecify.annotations.NullMarked;
