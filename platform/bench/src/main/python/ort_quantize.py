"""Quantises an fp32 ONNX file with ONNX Runtime's own tool and compares its latency with an int8 file of Tradespace.

usage: ort_quantize.py FP32.onnx OURS.onnx [ROUNDS]

Both are statically quantised, per channel, unsigned activations, as QuantizeLinear and DequantizeLinear; the tool calibrates with standard
normal noise, which changes no latency. The three files run in turn, 200 queries each, ROUNDS times; printed are the medians of the rounds'
medians, and the ratio of ours to the tool's. Needs onnxruntime, onnx and numpy.
"""

import os
import statistics
import sys
import tempfile
import time

import numpy
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

QUERIES = 200


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_free_dimension_override_by_name("N", 1)
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


class Noise(CalibrationDataReader):
    def __init__(self, shape):
        random = numpy.random.default_rng(1)
        self.images = iter([{"image": random.standard_normal(shape, dtype=numpy.float32)} for _ in range(16)])

    def get_next(self):
        return next(self.images, None)


def median(running, image):
    times = []
    for _ in range(QUERIES):
        start = time.perf_counter()
        running.run(None, {"image": image})
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    fp32, ours = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    shape = [size if isinstance(size, int) else 1 for size in session(fp32).get_inputs()[0].shape]
    with tempfile.TemporaryDirectory() as folder:
        ready = os.path.join(folder, "ready.onnx")
        theirs = os.path.join(folder, "theirs.onnx")
        quant_pre_process(fp32, ready, skip_symbolic_shape=True)
        quantize_static(
            ready,
            theirs,
            Noise(shape),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        image = numpy.random.default_rng(2).standard_normal(shape, dtype=numpy.float32)
        running = {name: session(path) for name, path in (("fp32", fp32), ("ours", ours), ("theirs", theirs))}
        for each in running.values():
            median(each, image)
        found = {name: [] for name in running}
        for _ in range(rounds):
            for name, each in running.items():
                found[name].append(median(each, image))
    medians = {name: statistics.median(values) for name, values in found.items()}
    ratios = [ours / theirs for ours, theirs in zip(found["ours"], found["theirs"])]
    print(
        f"fp32 {medians['fp32']:.3f} ms, ours {medians['ours']:.3f} ms, the tool's {medians['theirs']:.3f} ms;"
        f" ours / the tool's {statistics.median(ratios):.3f} (rounds {min(ratios):.3f} to {max(ratios):.3f});"
        f" onnxruntime {onnxruntime.__version__}"
    )


main()
