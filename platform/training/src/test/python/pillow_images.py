"""Images of every kind that is read, for tests: pillow_images.py FOLDER SEED."""

import io
import os
import random
import struct
import sys
import zlib

import numpy
from PIL import Image

folder, draws = sys.argv[1], numpy.random.default_rng(int(sys.argv[2]))
os.makedirs(folder, exist_ok=True)


def picture(width, height):
    """Ramps and noise: smooth enough for JPEG, and no two rows alike."""
    y, x = numpy.mgrid[0:height, 0:width]
    ramps = numpy.stack([x * 255 // max(1, width - 1), y * 255 // max(1, height - 1), (x * 7 + y * 13) % 256], -1)
    return Image.fromarray(numpy.clip(ramps + draws.integers(-20, 20, ramps.shape), 0, 255).astype("uint8"))


def write(name, data):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def save(image, name, **options):
    image.save(os.path.join(folder, name), **options)


def jpeg(image, **options):
    data = io.BytesIO()
    image.save(data, "JPEG", **options)
    return data.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, bits, colours, rows, extra=b""):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows)))
    return b"\x89PNG\r\n\x1a\n" + head + extra + data + chunk(b"IEND", b"")


def bmp(bits, values, masks=b""):
    head = 54 + len(masks)
    height, width = values.shape[:2]
    return (
        b"BM"
        + struct.pack("<IHHI", head + values.nbytes, 0, 0, head)
        + struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, 3 if masks else 0, values.nbytes, 0, 0, 0, 0)
        + masks
        + values.tobytes()
    )


colour = picture(51, 34)
grey = colour.convert("L")

for subsampling, name in enumerate(("444", "422", "420")):
    save(colour, f"jpeg-{name}.jpg", subsampling=subsampling, quality=80)
save(colour, "jpeg-progressive.jpg", progressive=True)
save(grey, "jpeg-grey.jpg")
inks = jpeg(colour.convert("CMYK"), subsampling=0)
write("jpeg-cmyk.jpg", inks)
adobe = inks.index(b"Adobe")
write("jpeg-ycck.jpg", inks[: adobe + 11] + b"\2" + inks[adobe + 12 :])
plain = jpeg(colour)
write("jpeg-fill-bytes.jpg", plain[:2] + b"\xff\xff" + plain[2:20] + b"\xff" * 5 + plain[20:])
write("jpeg-trailing.jpg", plain + b"what some cameras append" * 9)
dqt = plain.index(b"\xff\xdb")
write("jpeg-no-jfif.jpg", plain[:2] + plain[dqt:])
dqt = inks.index(b"\xff\xdb")
write("jpeg-cmyk-unmarked.jpg", inks[:2] + inks[dqt:])
for code in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = code
    save(picture(23, 37), f"jpeg-orientation-{code}.jpg", exif=exif, quality=70)
    save(picture(23, 17), f"png-orientation-{code}.png", exif=exif)

save(colour, "png-rgb.png")
save(grey, "png-grey.png")
save(colour.convert("1"), "png-bits.png")
save(colour.quantize(16), "png-palette.png")
save(colour.quantize(16), "png-palette-alpha.png", transparency=bytes(range(0, 256, 16)))
for mode in ("LA", "RGBA"):
    see_through = colour.convert(mode)
    see_through.putalpha(grey)
    save(see_through, f"png-{mode.lower()}.png")
deep = draws.integers(0, 65536, (9, 13, 4)).astype(">u2")
for colours, channels, name in ((0, 1, "grey"), (2, 3, "rgb"), (4, 2, "grey-alpha"), (6, 4, "rgb-alpha")):
    write(f"png-16-{name}.png", png(13, 9, 16, colours, [row[:, :channels].tobytes() for row in deep]))
levels = draws.integers(0, 4, (9, 13, 3)).astype("u1") * 85
write("png-rgb-key.png", png(13, 9, 8, 2, [r.tobytes() for r in levels], chunk(b"tRNS", struct.pack(">HHH", *map(int, levels[2, 3])))))
write("png-grey-key.png", png(13, 9, 8, 0, [r[:, 0].tobytes() for r in levels], chunk(b"tRNS", struct.pack(">H", 85))))

save(colour, "bmp-rgb.bmp")
save(colour.quantize(200), "bmp-palette.bmp")
save(colour.convert("1"), "bmp-bits.bmp")
write("bmp-555.bmp", bmp(16, draws.integers(0, 32768, (9, 12)).astype("<u2")))
write("bmp-565.bmp", bmp(16, draws.integers(0, 65536, (9, 12)).astype("<u2"), struct.pack("<III", 0xF800, 0x07E0, 0x1F)))
write("bmp-32.bmp", bmp(32, draws.integers(0, 256, (9, 12, 4)).astype("u1")))

for width, height in ((64, 48), (31, 57), (1, 90), (90, 1), (20, 20), (75, 75), (1, 1)):
    save(picture(width, height), f"size-{width}x{height}.png")
