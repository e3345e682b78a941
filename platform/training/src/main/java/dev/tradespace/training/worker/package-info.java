/**
 * Trainers in a process of their own: how it is started, what is said to it by files, and what becomes of it. Threads
 * wait here.
 */
@NullMarked
package dev.tradespace.training.worker;

import org.jspecify.annotations.NullMarked;
