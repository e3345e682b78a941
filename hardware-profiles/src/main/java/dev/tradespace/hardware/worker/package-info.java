/**
 * The process that measures or answers with one model and exits, and the files it talks by. The only place that knows ONNX Runtime, as one {@link
 * dev.tradespace.core.measure.InferenceRuntime} among others; nothing here is called in the platform's own process but {@link
 * dev.tradespace.hardware.worker.WorkerRequest}, {@link dev.tradespace.hardware.worker.AnswerFile} and the names in {@link
 * dev.tradespace.hardware.worker.Worker}.
 */
@NullMarked
package dev.tradespace.hardware.worker;

import org.jspecify.annotations.NullMarked;
