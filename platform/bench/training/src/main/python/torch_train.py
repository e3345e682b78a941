"""Trains an architecture by PyTorch with one of Tradespace's recipes, or scores weights, on a prepared dataset.

usage: torch_train.py train ARCHITECTURE.json START.safetensors DATA.data SPEC.json
       torch_train.py score ARCHITECTURE.json WEIGHTS.safetensors DATA.data

The spec is a training's as Tradespace writes it: recipe, budget of epochs, subset, seed. Order, crops and mirrorings are drawn by
NumPy, so that they are not the same as Tradespace's but follow the same rules. The last line printed is JSON.
"""

import json
import math
import struct
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from tradespace_torch import read_network

SPLITS = ("training", "validation", "test")
AUXILIARY_WEIGHT = 0.3
SCORE_BATCH = 500


class Prepared:
    """A prepared dataset: for each split its images [count, side, side, 3] and labels."""

    def __init__(self, path):
        data = np.memmap(path, np.uint8, "r")
        if bytes(data[:8]) != b"TSIMAGE1" or bytes(data[-8:]) != b"TSIMAGE1":
            raise ValueError(f"{path} is no prepared dataset")
        (length,) = struct.unpack("<i", bytes(data[-12:-8]))
        header = json.loads(bytes(data[-12 - length : -12]))
        self.side, self.classes = header["resolution"], len(header["classes"])
        # As bytes are read: 0 to 255 becomes 0 to 1, then mean and deviation of the training split.
        self.mean = np.array(header["mean"], np.float32)
        self.deviation = np.array(header["deviation"], np.float32)
        values = self.side * self.side * 3
        labels_at = 8 + sum(header["sizes"]) * values
        self.images, self.labels, image_at = {}, {}, 8
        for split, size in zip(SPLITS, header["sizes"]):
            self.images[split] = data[image_at : image_at + size * values].reshape(size, self.side, self.side, 3)
            self.labels[split] = data[labels_at : labels_at + 2 * size].view("<u2").astype(np.int64)
            image_at += size * values
            labels_at += 2 * size

    def tensor(self, images):
        """Normalised, [count, 3, side, side], lying channels last."""
        values = (images.astype(np.float32) / 255 - self.mean) / self.deviation
        return torch.from_numpy(values).permute(0, 3, 1, 2)


class Batches:
    """An endless row of shuffled training images, augmented; epochs follow one another without a gap."""

    def __init__(self, data, recipe, subset, seed):
        self.random = np.random.default_rng(seed)
        self.data, self.batch = data, recipe["batch"]
        augmentation = recipe["augmentation"]
        if augmentation["mixup"] or augmentation["erasing"]:
            raise ValueError("this comparison knows flips and crops only")
        self.flip, self.padding = augmentation["flip"], augmentation["cropPadding"]
        images, self.labels = data.images["training"], data.labels["training"]
        chosen = np.arange(len(images))
        if subset is not None and subset < len(images):
            chosen = self.random.permutation(len(images))[:subset]
        self.labels = self.labels[chosen]
        p = self.padding
        self.padded = np.pad(np.asarray(images)[chosen], ((0, 0), (p, p), (p, p), (0, 0)))
        self.row = np.empty(0, np.int64)

    def next(self):
        if len(self.row) < self.batch:
            self.row = np.concatenate([self.row, self.random.permutation(len(self.labels))])
            return self.next()
        index, self.row = self.row[: self.batch], self.row[self.batch :]
        side = np.arange(self.data.side)
        down = self.random.integers(0, 2 * self.padding + 1, len(index))
        right = self.random.integers(0, 2 * self.padding + 1, len(index))
        columns = right[:, None] + side
        if self.flip:
            mirrored = self.random.random(len(index)) < 0.5
            columns = np.where(mirrored[:, None], columns[:, ::-1], columns)
        rows = down[:, None] + side
        images = self.padded[index[:, None, None], rows[:, :, None], columns[:, None, :]]
        return self.data.tensor(images), torch.from_numpy(self.labels[index])


def learning_rate(recipe, spent):
    """As Tradespace's LearningRate."""

    def between(start, end, part):
        return end + (start - end) * (1 + math.cos(math.pi * part)) / 2

    height, warmup = recipe["learningRate"], recipe["warmup"]
    rising = spent < warmup
    part = spent / warmup if rising else (spent - warmup) / (1 - warmup)
    if recipe["schedule"] == "cosine":
        return height * part if rising else between(height, 0, part)
    first = height / 25
    return between(first, height, part) if rising else between(height, first / 10_000, part)


def optimizer_of(network, recipe):
    kernels, others = [], []
    for name, (owner, theirs) in network.names.items():
        tensor = getattr(owner, theirs)
        if isinstance(tensor, torch.nn.Parameter):
            is_kernel = name.endswith("weight") and tensor.dim() > 1
            (kernels if is_kernel else others).append(tensor)
    groups = [{"params": kernels, "weight_decay": recipe["weightDecay"]}, {"params": others, "weight_decay": 0.0}]
    if recipe["optimizer"] == "sgd":
        return torch.optim.SGD(groups, lr=recipe["learningRate"], momentum=0.9, nesterov=True)
    return torch.optim.AdamW(groups, lr=recipe["learningRate"], betas=(0.9, 0.999), eps=1e-8)


def loss_of(network, images, labels, smoothing):
    answer = network(images)
    if not isinstance(answer, tuple):
        return F.cross_entropy(answer, labels, label_smoothing=smoothing)
    logits, auxiliary = answer
    loss = F.cross_entropy(logits, labels, label_smoothing=smoothing)
    for each in auxiliary:
        loss = loss + AUXILIARY_WEIGHT * F.cross_entropy(each, labels, label_smoothing=smoothing)
    return loss


def correct(network, data, split):
    network.eval()
    right = 0
    with torch.no_grad():
        for start in range(0, len(data.labels[split]), SCORE_BATCH):
            answers = network(data.tensor(data.images[split][start : start + SCORE_BATCH]))
            truth = torch.from_numpy(data.labels[split][start : start + SCORE_BATCH])
            right += int((answers.argmax(1) == truth).sum())
    network.train()
    return right


def report(network, data, **more):
    counts = {f"{split}Correct": correct(network, data, split) for split in ("validation", "test")}
    sizes = {f"{split}Images": len(data.labels[split]) for split in ("validation", "test")}
    print(json.dumps({**counts, **sizes, **more}), flush=True)


def train(architecture, weights, data, spec):
    with open(spec, encoding="utf-8") as file:
        spec = json.load(file)
    torch.set_num_threads(spec["threads"])
    recipe, epochs = spec["recipe"], spec["epochs"]
    torch.manual_seed(spec["seed"])
    network = read_network(architecture, weights).to(memory_format=torch.channels_last)
    batches = Batches(data, recipe, spec.get("subset"), spec["seed"])
    optimizer = optimizer_of(network, recipe)
    averaged = {name: parameter.detach().clone() for name, parameter in network.named_parameters()}
    steps = math.ceil(epochs * len(batches.labels) / recipe["batch"])
    started = time.perf_counter()
    for step in range(steps):
        images, labels = batches.next()
        loss = loss_of(network, images, labels, recipe["labelSmoothing"])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if recipe["clipNorm"] > 0:
            torch.nn.utils.clip_grad_norm_(network.parameters(), recipe["clipNorm"])
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(recipe, (step + 0.5) / steps)
        optimizer.step()
        if recipe["averaging"] > 0:
            decay = min(recipe["averaging"], (1 + step) / (10 + step))
            for name, parameter in network.named_parameters():
                averaged[name].lerp_(parameter.detach(), 1 - decay)
        if step % 200 == 0:
            print(f"step {step} of {steps}, loss {float(loss):.4f}", file=sys.stderr, flush=True)
    seconds = time.perf_counter() - started
    if recipe["averaging"] > 0:
        for name, parameter in network.named_parameters():
            parameter.data.copy_(averaged[name])
    report(network, data, steps=steps, seconds=seconds, lastLoss=float(loss))


def main():
    mode, architecture, weights, data, *more = sys.argv[1:]
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    data = Prepared(data)
    if mode == "train":
        train(architecture, weights, data, more[0])
    else:
        report(read_network(architecture, weights), data)


main()
