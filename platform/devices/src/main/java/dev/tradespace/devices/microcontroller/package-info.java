/** Whether a network fits into a microcontroller: its memory when it is quantised to eight bits. */
@NullMarked
package dev.tradespace.devices.microcontroller;

import org.jspecify.annotations.NullMarked;
