"""How many images per CPU-second PyTorch trains on: eager mode, Adam, cross-entropy, one thread.

usage: torch_speed.py ARCHITECTURE.json WEIGHTS.safetensors BATCHES.bin BATCH SECONDS [channels_last] [standard_attention]

BATCHES.bin holds, for each batch, its images (float32, NCHW) and then its labels (int32). The last line printed is what the
driver reads: images, CPU seconds, wall seconds, loss of the first step.
"""

import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from tradespace_torch import read_network

WARM_UP_SHARE = 0.4
FEWEST_STEPS = 5


def read_batches(path, batch, shape, layout):
    image_bytes = 4 * batch * int(np.prod(shape))
    batches = []
    with open(path, "rb") as file:
        while data := file.read(image_bytes):
            images = torch.from_numpy(np.frombuffer(data, "<f4").reshape(batch, *shape).copy())
            labels = torch.from_numpy(np.frombuffer(file.read(4 * batch), "<i4").astype(np.int64))
            batches.append((images.contiguous(memory_format=layout), labels))
    return batches


def main():
    architecture, weights, data, batch, seconds, *options = sys.argv[1:]
    batch, seconds = int(batch), float(seconds)
    layout = torch.channels_last if "channels_last" in options else torch.contiguous_format
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    with open(architecture, encoding="utf-8") as file:
        shape = next(l["op"]["shape"] for l in json.load(file)["layers"] if l["op"]["kind"] == "input")
    network = read_network(architecture, weights, "standard_attention" in options).to(memory_format=layout)
    batches = read_batches(data, batch, shape, layout)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, foreach="foreach" in options)

    def step(number):
        images, labels = batches[number % len(batches)]
        loss = F.cross_entropy(network(images), labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        return loss

    first = float(step(0))
    number, end = 1, time.perf_counter() + WARM_UP_SHARE * seconds
    while number < FEWEST_STEPS or time.perf_counter() < end:
        step(number)
        number += 1
    before, cpu, wall = number, time.process_time(), time.perf_counter()
    while number - before < FEWEST_STEPS or time.perf_counter() < wall + seconds:
        step(number)
        number += 1
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print("torch", torch.__version__, torch.backends.cpu.get_cpu_capability() if hasattr(torch.backends, "cpu") else "")
    print("RESULT", (number - before) * batch, cpu, wall, first, flush=True)


main()
