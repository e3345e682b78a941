/**
 * The ResNet family: residual networks for ImageNet and CIFAR, wide and aggregated ones included. Stateless, any
 * thread.
 */
@NullMarked
package dev.tradespace.plugins.resnet;

import org.jspecify.annotations.NullMarked;
