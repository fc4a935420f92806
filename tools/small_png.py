"""A screenshot with few colours: a third of the size, and nothing to see of it."""

import base64
import struct
import zlib
from typing import Any

import numpy as np
from playwright.sync_api import Browser

COLOURS = 256
PIXELS = """async (picture) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const pixels = pen.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < pixels.length; at += 32768) text += String.fromCharCode(...pixels.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""


def small(browser: Browser, picture: bytes) -> bytes:
    """Return a PNG with its most frequent colours; each other pixel takes the nearest of them."""
    page = browser.new_page()
    width, height, pixels = page.evaluate(PIXELS, base64.b64encode(picture).decode())
    page.close()
    colours = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(-1, 4)[:, :3]
    found, where, times = np.unique(colours, axis=0, return_inverse=True, return_counts=True)
    palette = found[np.argsort(-times, kind="stable")[:COLOURS]]
    nearest = np.abs(found[:, None].astype(int) - palette[None].astype(int)).sum(2).argmin(1).astype(np.uint8)
    rows = nearest[where.reshape(-1)].reshape(height, width)
    return _written(rows, palette)


def _written(rows: Any, palette: Any) -> bytes:
    """Return a PNG of these rows of numbers of colours."""
    height, width = rows.shape
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, data) for kind, data in parts)


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
