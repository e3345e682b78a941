"""Runs the first Python of a page as it stands, in this folder: run_snippet.py PAGE. What the network is given goes to input.bin.

Where ONNX Runtime is not installed, the network's answer is a stand-in: zeros, one for each class.
"""

import json
import re
import sys
import types

import numpy

given = []

try:
    import onnxruntime

    run = onnxruntime.InferenceSession.run

    def observed(self, outputs, inputs, *rest):
        given.append(inputs["image"])
        return run(self, outputs, inputs, *rest)

    onnxruntime.InferenceSession.run = observed
except ImportError:

    class InferenceSession:
        def __init__(self, path):
            with open(path + ".json", encoding="utf-8") as file:
                self.about = json.load(file)

        def get_modelmeta(self):
            return types.SimpleNamespace(custom_metadata_map=self.about)

        def run(self, outputs, inputs):
            assert outputs == ["logits"] and list(inputs) == ["image"]
            given.append(inputs["image"])
            return [numpy.zeros((1, len(json.loads(self.about["classes"]))), "float32")]

    sys.modules["onnxruntime"] = types.SimpleNamespace(InferenceSession=InferenceSession)

with open(sys.argv[1], encoding="utf-8") as readme:
    snippet = re.search(r"```python\n(.*?)```", readme.read(), re.DOTALL).group(1)
exec(compile(snippet, "page", "exec"), {})
assert given[0].dtype == numpy.float32
given[0].tofile("input.bin")
