"""The pixels of images by the function of docs/preprocessing.md, for tests: pillow_pixels.py PAGE SIZE IMAGE... writes IMAGE.SIZE.rgb."""

import re
import sys


def readme_function(readme):
    """`pixels` out of the page, with what it imports."""
    with open(readme, encoding="utf-8") as file:
        snippet = re.search(r"```python\n(.*?)```", file.read(), re.DOTALL).group(1)
    scope = {}
    lines = [line for line in snippet.split("\n") if "onnxruntime" not in line]
    exec("import numpy\n" + "\n".join(lines[: lines.index("", lines.index("def pixels(file, size, grey):"))]), scope)
    return scope["pixels"]


if __name__ == "__main__":
    pixels = readme_function(sys.argv[1])
    for image in sys.argv[3:]:
        pixels(image, int(sys.argv[2]), False).tofile(f"{image}.{sys.argv[2]}.rgb")
