"""Moving pictures and sound for the fake camera and microphone of a browser, made here."""

import math
import struct
import wave
from pathlib import Path

from PIL import Image

#: Of the camera of tests: whoever is in a call encodes, decodes and draws it all the time, on two cores (pixels, 1/s).
WIDTH, HEIGHT, RATE = 320, 180, 10
FRAMES, BAR = 2 * RATE, WIDTH // 8

#: Of a portrait that somebody looks at.
BROAD, HIGH, FLUENT = 640, 360, 15


def write_video(file: Path) -> None:
    """Write two seconds of a bright bar that walks over a slope of grey (YUV4MPEG2, 4:2:0)."""
    slope = bytes(40 + 120 * x // WIDTH for x in range(WIDTH))
    colours = bytes([110]) * (WIDTH * HEIGHT // 4) + bytes([150]) * (WIDTH * HEIGHT // 4)
    with file.open("wb") as output:
        output.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in range(FRAMES):
            left = frame * (WIDTH - BAR) // FRAMES
            row = slope[:left] + bytes([235]) * BAR + slope[left + BAR :]
            output.write(b"FRAME\n" + row * HEIGHT + colours)


def write_portrait(file: Path, photo: Path) -> None:
    """Write a second of a drawn portrait, as somebody before his camera, who comes a little nearer (YUV4MPEG2)."""
    with Image.open(photo) as drawn, file.open("wb") as output:
        output.write(f"YUV4MPEG2 W{BROAD} H{HIGH} F{FLUENT}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in range(FLUENT):
            y, cb, cr = _before_a_wall(drawn.convert("RGB"), HIGH + frame // 4).convert("YCbCr").split()
            small = [plane.resize((BROAD // 2, HIGH // 2)).tobytes() for plane in (cb, cr)]
            output.write(b"FRAME\n" + y.tobytes() + b"".join(small))


def _before_a_wall(portrait: Image.Image, side: int) -> Image.Image:
    """Return a broad picture of a square one: its edges go on to both sides."""
    width, height = portrait.size
    whole = Image.new("RGB", (BROAD, HIGH))
    whole.paste(portrait.resize((BROAD // 2, HIGH), box=(0, 0, 2, height)), (0, 0))
    whole.paste(portrait.resize((BROAD // 2, HIGH), box=(width - 2, 0, width, height)), (BROAD // 2, 0))
    whole.paste(portrait.resize((side, side)), ((BROAD - side) // 2, HIGH - side))
    return whole


def write_sound(file: Path) -> None:
    """Write two seconds of a tone of 440 Hz that is on and off in turn (WAV, 48 kHz, mono)."""
    samples = (
        round(12_000 * math.sin(2 * math.pi * 440 * index / 48_000)) if index // 12_000 % 2 == 0 else 0
        for index in range(96_000)
    )
    with wave.open(str(file), "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(48_000)
        output.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
