"""Tradespace's architectures as PyTorch modules: reads the JSON of an architecture and its weights (safetensors).

Written as a PyTorch user would write such networks by hand (nn.Conv2d, nn.BatchNorm2d, activations in place where nobody
else reads the value), so that a comparison of speed is fair to the peer.
"""

import json
import math
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def read_safetensors(path):
    """The float32 tensors of a safetensors file, by name."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = np.frombuffer(data[begin:end], dtype="<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    return tensors


class Attention(nn.Module):
    """Self-attention with one product for Q, K and V: faster here than nn.MultiheadAttention."""

    def __init__(self, width, heads, bias):
        super().__init__()
        self.heads = heads
        self.scale = (width // heads) ** -0.5
        self.inward = nn.Linear(width, 3 * width, bias=bias)
        self.outward = nn.Linear(width, width, bias=bias)

    def forward(self, x):
        batch, tokens, width = x.shape
        qkv = self.inward(x).reshape(batch, tokens, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        weights = ((q * self.scale) @ k.transpose(-2, -1)).softmax(-1)
        return self.outward((weights @ v).transpose(1, 2).reshape(batch, tokens, width))


class StandardAttention(nn.Module):
    """The same by PyTorch's own module."""

    def __init__(self, width, heads, bias):
        super().__init__()
        self.attention = nn.MultiheadAttention(width, heads, bias=bias, batch_first=True)

    def forward(self, x):
        return self.attention(x, x, x, need_weights=False)[0]


class ClassToken(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.token = nn.Parameter(torch.zeros(width))

    def forward(self, x):
        return torch.cat([self.token.expand(x.shape[0], 1, -1), x], 1)


class PositionEmbedding(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.embedding = nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        return x + self.embedding


class LearnedParameter(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.value = nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        return self.value.expand(x.shape[0], *self.value.shape)


class StochasticDepth(nn.Module):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training or self.rate == 0:
            return x
        kept = torch.empty(x.shape[0], *[1] * (x.dim() - 1)).bernoulli_(1 - self.rate)
        return x * kept.div_(1 - self.rate)


class Padded(nn.Module):
    """A module behind a padding that its own symmetric one cannot express."""

    def __init__(self, left, right, top, bottom, value, inner):
        super().__init__()
        self.pads = (left, right, top, bottom)
        self.value = value
        self.inner = inner

    def forward(self, x):
        return self.inner(F.pad(x, self.pads, value=self.value))


class Function(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *inputs):
        return self.function(*inputs)


def pads(window, shape):
    """Top, bottom, left, right."""
    padding = window["padding"]
    if padding["kind"] == "explicit":
        return tuple(padding[side] for side in ("top", "bottom", "left", "right"))
    amounts = []
    for axis, size in (("Height", shape[1]), ("Width", shape[2])):
        span = window["dilation" + axis] * (window["kernel" + axis] - 1) + 1
        stride = window["stride" + axis]
        total = max(0, (math.ceil(size / stride) - 1) * stride + span - size)
        amounts += [total // 2, total - total // 2]
    return tuple(amounts)


def windowed(window, shape, value, make):
    """What make(symmetric padding) gives, with the window's padding."""
    top, bottom, left, right = pads(window, shape)
    if top == bottom and left == right:
        return make((top, left))
    return Padded(left, right, top, bottom, value, make((0, 0)))


def pair(window, what):
    return window[what + "Height"], window[what + "Width"]


def convolution(op, shape):
    window = op["window"]
    return windowed(
        window,
        shape,
        0.0,
        lambda padding: nn.Conv2d(
            shape[0],
            op["channels"],
            pair(window, "kernel"),
            pair(window, "stride"),
            padding,
            pair(window, "dilation"),
            op["groups"],
            op["bias"],
        ),
    )


def pool(op, shape):
    window = op["window"]
    if op["reduction"] == "max":
        return windowed(
            window,
            shape,
            -math.inf,
            lambda padding: nn.MaxPool2d(
                pair(window, "kernel"), pair(window, "stride"), padding, pair(window, "dilation"), ceil_mode=op["ceil"]
            ),
        )
    if pair(window, "dilation") != (1, 1):
        raise ValueError("PyTorch has no dilated average pooling")
    return windowed(
        window,
        shape,
        0.0,
        lambda padding: nn.AvgPool2d(
            pair(window, "kernel"), pair(window, "stride"), padding, op["ceil"], op["countPadding"]
        ),
    )


def global_pool(op):
    largest = op["reduction"] == "max"

    def forward(x):
        axes = (2, 3) if x.dim() == 4 else (1,)
        return x.amax(axes, keepdim=True) if largest else x.mean(axes, keepdim=True)

    return Function(forward)


ACTIVATIONS = {
    "silu": nn.SiLU,
    "hard-swish": nn.Hardswish,
    "hard-sigmoid": nn.Hardsigmoid,
    "gelu": nn.GELU,
    "sigmoid": nn.Sigmoid,
}


def activation(op, inplace):
    """In place where that spares memory: the others would keep a copy of their input for the backward pass."""
    name = op["function"]
    if name in ("relu", "relu6"):
        return (nn.ReLU if name == "relu" else nn.ReLU6)(inplace=inplace)
    return ACTIVATIONS[name]()


def strided_slice(op):
    ranges = tuple(slice(r["start"], r["end"], r["step"]) for r in op["ranges"])
    return Function(lambda x: x[(slice(None),) + ranges])


def matrix_product(op):
    transposed, scale = op["transposeRight"], op["scale"]

    def forward(left, right):
        product = (left if scale == 1 else left * scale) @ (right.transpose(-2, -1) if transposed else right)
        return product

    return Function(forward)


def add(*inputs):
    total = inputs[0] + inputs[1]
    for more in inputs[2:]:
        total = total + more
    return total


# What an operation's backward pass does not look at may be overwritten by the activation behind it.
OVERWRITABLE = {"convolution", "batch-norm", "add", "channel-pad"}


class Network(nn.Module):
    """An architecture; auxiliary outputs are computed while training only."""

    def __init__(self, document, standard_attention=False):
        super().__init__()
        self.modules_by_layer = nn.ModuleDict()
        self.plan = []
        self.names = {}
        self.output = document["output"]
        self.auxiliary = document["auxiliaryOutputs"]
        layers = document["layers"]
        readers = {}
        for name in [name for layer in layers for name in layer["inputs"]] + [self.output, *self.auxiliary]:
            readers[name] = readers.get(name, 0) + 1
        kinds = {layer["name"]: layer["op"]["kind"] for layer in layers}
        attention = StandardAttention if standard_attention else Attention
        values = {}
        with torch.no_grad():
            for layer in layers:
                name, op, inputs = layer["name"], layer["op"], layer["inputs"]
                if op["kind"] == "input":
                    self.image = name
                    values[name] = torch.zeros(2, *op["shape"])
                    continue
                sole = bool(inputs) and readers[inputs[0]] == 1 and kinds[inputs[0]] in OVERWRITABLE
                given = [values[i] for i in inputs] or [values[self.image]]
                module = self.module(op, list(given[0].shape[1:]), sole, attention)
                self.modules_by_layer[name.replace(".", "/")] = module
                module.train(False)
                values[name] = module(*given)
                self.plan.append((module, inputs or [self.image], name))
                self.remember(name, op, module)
        last_reader = {}
        for index, (_, inputs, _) in enumerate(self.plan):
            for name in inputs:
                last_reader[name] = index
        kept = {self.output, *self.auxiliary}
        self.plan = [
            (module, inputs, name, [i for i in set(inputs) if last_reader[i] == index and i not in kept])
            for index, (module, inputs, name) in enumerate(self.plan)
        ]
        self.train(True)

    def module(self, op, shape, sole_reader, attention):
        kind = op["kind"]
        makers = {
            "convolution": lambda: convolution(op, shape),
            "dense": lambda: nn.Linear(shape[-1], op["features"], op["bias"]),
            "batch-norm": lambda: nn.BatchNorm2d(shape[0], eps=op["epsilon"]),
            "layer-norm": lambda: nn.LayerNorm(shape[-1], eps=op["epsilon"]),
            "activation": lambda: activation(op, sole_reader),
            "add": lambda: Function(add),
            "multiply": lambda: Function(torch.mul),
            "concat": lambda: Function(lambda *inputs: torch.cat(inputs, op["axis"] + 1)),
            "channel-pad": lambda: Function(lambda x: F.pad(x, (0, 0, 0, 0, op["before"], op["after"]))),
            "pool": lambda: pool(op, shape),
            "global-pool": lambda: global_pool(op),
            "flatten": lambda: nn.Flatten(),
            "reshape": lambda: Function(lambda x: x.reshape(x.shape[0], *op["shape"])),
            "transpose": lambda: Function(lambda x: x.permute(0, *[axis + 1 for axis in op["order"]])),
            "strided-slice": lambda: strided_slice(op),
            "identity": lambda: nn.Identity(),
            "dropout": lambda: nn.Dropout(op["rate"]),
            "stochastic-depth": lambda: StochasticDepth(op["rate"]),
            "softmax": lambda: nn.Softmax(op["axis"] + 1),
            "patch-tokens": lambda: Function(lambda x: x.flatten(2).transpose(1, 2)),
            "class-token": lambda: ClassToken(shape[-1]),
            "position-embedding": lambda: PositionEmbedding(shape),
            "learned-parameter": lambda: LearnedParameter(op["shape"]),
            "multi-head-attention": lambda: attention(shape[-1], op["heads"], op["bias"]),
            "matrix-product": lambda: matrix_product(op),
            "local-response-norm": lambda: nn.LocalResponseNorm(op["size"], op["alpha"], op["beta"], op["bias"]),
        }
        return makers[kind]()

    def remember(self, layer, op, module):
        """Under which of our names PyTorch's tensors are known."""
        inner = module.inner if isinstance(module, Padded) else module
        if isinstance(inner, Attention):
            pairs = [(inner.inward, "weight", "in_weight"), (inner.inward, "bias", "in_bias")]
            pairs += [(inner.outward, "weight", "out_weight"), (inner.outward, "bias", "out_bias")]
        elif isinstance(inner, StandardAttention):
            a = inner.attention
            pairs = [(a, "in_proj_weight", "in_weight"), (a, "in_proj_bias", "in_bias")]
            pairs += [(a.out_proj, "weight", "out_weight"), (a.out_proj, "bias", "out_bias")]
        else:
            pairs = [(inner, n, n) for n in ("weight", "bias", "running_mean", "running_var", "token", "embedding", "value")]
        for owner, theirs, ours in pairs:
            tensor = getattr(owner, theirs, None)
            if isinstance(tensor, torch.Tensor):
                self.names[f"{layer}.{ours}"] = (owner, theirs)

    def load(self, tensors):
        """Takes weights by our names; all must be there and fit."""
        with torch.no_grad():
            for name, (owner, theirs) in self.names.items():
                tensor = getattr(owner, theirs)
                if tensor.shape != tensors[name].shape:
                    raise ValueError(f"{name} must be {tuple(tensor.shape)}, is {tuple(tensors[name].shape)}")
                tensor.copy_(tensors[name])
        return self

    def forward(self, image):
        values = {self.image: image}
        for module, inputs, name, done in self.plan:
            values[name] = module(*[values[i] for i in inputs])
            for i in done:
                del values[i]
        if self.training and self.auxiliary:
            return values[self.output], [values[name] for name in self.auxiliary]
        return values[self.output]


def read_network(architecture, weights=None, standard_attention=False):
    """The network of an architecture's JSON file, with the weights of a safetensors file."""
    with open(architecture, encoding="utf-8") as file:
        network = Network(json.load(file), standard_attention)
    return network if weights is None else network.load(read_safetensors(weights))
