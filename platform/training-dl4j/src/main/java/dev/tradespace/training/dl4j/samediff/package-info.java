/** Networks as SameDiff models, Deeplearning4j's own file format: writing them, and measuring them. */
@NullMarked
package dev.tradespace.training.dl4j.samediff;

import org.jspecify.annotations.NullMarked;
