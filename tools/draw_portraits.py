"""Draw the portraits of the demo organisation: `python tools/draw_portraits.py` writes them anew.

Flat shapes with a little light, drawn four times too large and scaled down. Coordinates are those of a picture of
512 by 512.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIDE = 512
SCALE = 4
TARGET = Path(__file__).parents[1] / "src/oogcontact/project/demo_photos"

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Look:
    """What makes a portrait that of one person."""

    background: tuple[Colour, Colour]
    skin: Colour
    hair: Colour
    clothes: Colour
    collar: Colour
    style: str
    eyes: Colour = (62, 48, 40)
    glasses: Colour | None = None
    beard: Colour | None = None
    moustache: Colour | None = None
    wrinkles: bool = False
    lips: Colour = (190, 96, 92)
    earrings: Colour | None = None


LOOKS = {
    "anna": Look(
        ((201, 228, 222), (126, 186, 180)),
        (244, 205, 178),
        (139, 70, 38),
        (14, 92, 102),
        (240, 236, 226),
        "bob",
        eyes=(74, 104, 74),
        earrings=(233, 190, 90),
    ),
    "bram": Look(
        ((226, 222, 208), (176, 190, 205)),
        (236, 190, 158),
        (92, 66, 44),
        (43, 62, 96),
        (225, 230, 238),
        "short",
        eyes=(66, 96, 130),
        glasses=(46, 46, 52),
        beard=(104, 76, 52),
    ),
    "carla": Look(
        ((250, 226, 190), (238, 178, 128)),
        (134, 86, 60),
        (38, 27, 24),
        (196, 74, 62),
        (250, 240, 228),
        "curls",
        eyes=(48, 32, 24),
        lips=(158, 62, 62),
        earrings=(240, 205, 120),
    ),
    "dirk": Look(
        ((216, 226, 206), (150, 176, 146)),
        (240, 198, 170),
        (186, 186, 184),
        (88, 104, 70),
        (232, 226, 210),
        "receding",
        eyes=(84, 110, 132),
        moustache=(176, 176, 174),
        wrinkles=True,
        lips=(184, 112, 104),
    ),
    "els": Look(
        ((232, 222, 240), (186, 168, 208)),
        (246, 212, 192),
        (232, 230, 228),
        (122, 88, 146),
        (252, 246, 250),
        "waves",
        eyes=(86, 116, 142),
        glasses=(150, 62, 84),
        wrinkles=True,
        earrings=(248, 246, 240),
    ),
}


class Painter:
    """A canvas that speaks in the coordinates of the finished picture."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.picture = Image.new("RGB", (SIDE * SCALE, SIDE * SCALE))
        self.pen = ImageDraw.Draw(self.picture)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse around (x, y)."""
        self.pen.ellipse(_big((x - rx, y - ry, x + rx, y + ry)), fill=colour)

    def shape(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        """Fill a closed, smooth curve through the points (Catmull-Rom)."""
        curve: list[tuple[float, float]] = []
        count = len(points)
        for index in range(count):
            p0, p1, p2, p3 = (points[(index + step) % count] for step in (-1, 0, 1, 2))
            for part in range(16):
                t = part / 16
                curve.append(
                    (_spline(p0[0], p1[0], p2[0], p3[0], t) * SCALE, _spline(p0[1], p1[1], p2[1], p3[1], t) * SCALE)
                )
        self.pen.polygon(curve, fill=colour)

    def arc(self, box: Box, start: float, end: float, colour: Colour, width: float) -> None:
        """Draw a part of an ellipse's line with round ends."""
        self.pen.arc(_big(box), start, end, fill=colour, width=round(width * SCALE))
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for angle in (math.radians(start), math.radians(end)):
            # The line of Pillow's arc lies inside its box.
            rx, ry = (box[2] - box[0] - width) / 2, (box[3] - box[1] - width) / 2
            self.ellipse(x + rx * math.cos(angle), y + ry * math.sin(angle), width / 2, width / 2, colour)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: Colour, strength: float, blur: float) -> None:
        """Lay a soft spot of colour over what is there."""
        mask = Image.new("L", self.picture.size)
        ImageDraw.Draw(mask).ellipse(_big((x - rx, y - ry, x + rx, y + ry)), fill=round(255 * strength))
        # Blurred at a quarter of the size: the same to the eye and sixteen times faster.
        small = mask.resize((SIDE, SIDE)).filter(ImageFilter.GaussianBlur(blur))
        self.picture.paste(colour, mask=small.resize(self.picture.size))


def draw(look: Look) -> Image.Image:
    """Return the finished portrait of 512 by 512."""
    painter = Painter(look)
    _background(painter)
    _hair_behind(painter)
    _body(painter)
    _head(painter)
    _face(painter)
    _hair_before(painter)
    if look.glasses:
        _glasses(painter, look.glasses)
    return painter.picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def _background(painter: Painter) -> None:
    light, dark = painter.look.background
    ramp = Image.linear_gradient("L").resize(painter.picture.size)
    painter.picture.paste(Image.composite(Image.new("RGB", ramp.size, dark), Image.new("RGB", ramp.size, light), ramp))
    painter.glow(170, 130, 150, 140, (255, 255, 255), 0.45, 60)


def _body(painter: Painter) -> None:
    look = painter.look
    painter.shape([(40, 560), (62, 436), (150, 394), (256, 384), (362, 394), (450, 436), (472, 560)], look.clothes)
    painter.glow(400, 500, 90, 120, _shade(look.clothes, 0.72), 0.6, 40)
    painter.shape([(186, 396), (256, 376), (326, 396), (300, 446), (256, 476), (212, 446)], look.collar)
    painter.shape(
        [(208, 300), (304, 300), (306, 400), (282, 432), (256, 440), (230, 432), (206, 400)], _shade(look.skin, 0.88)
    )
    painter.glow(256, 352, 52, 26, _shade(look.skin, 0.66), 0.6, 12)


def _head(painter: Painter) -> None:
    look = painter.look
    for side in (-1, 1):
        painter.ellipse(256 + side * 103, 246, 18, 27, _shade(look.skin, 0.9))
        painter.ellipse(256 + side * 102, 247, 9, 16, _shade(look.skin, 0.78))
        if look.earrings:
            painter.ellipse(256 + side * 106, 280, 7, 7, look.earrings)
    outline = [(256, 118), (318, 134), (354, 190), (356, 250), (338, 310), (298, 354), (256, 368)]
    painter.shape(outline + [(512 - x, y) for x, y in reversed(outline[1:-1])], look.skin)
    painter.glow(214, 200, 70, 80, _tint(look.skin, 0.35), 0.45, 34)
    painter.glow(340, 270, 34, 90, _shade(look.skin, 0.8), 0.5, 24)
    for side in (-1, 1):
        painter.glow(256 + side * 58, 290, 24, 16, (224, 108, 96), 0.3, 12)


def _face(painter: Painter) -> None:
    look = painter.look
    brow = _shade(look.hair, 0.75)
    if look.beard:
        jaw = [
            (154, 262),
            (166, 318),
            (206, 368),
            (256, 388),
            (306, 368),
            (346, 318),
            (358, 262),
            (330, 292),
            (300, 300),
            (256, 296),
            (212, 300),
            (182, 292),
        ]
        painter.shape(jaw, look.beard)
    for side in (-1, 1):
        x = 256 + side * 43
        painter.ellipse(x, 236, 18, 13, (252, 250, 246))
        painter.ellipse(x, 236, 11, 11.5, look.eyes)
        painter.ellipse(x, 236, 5.5, 5.5, (24, 20, 20))
        painter.ellipse(x + 4, 231, 3.4, 3.4, (255, 255, 255))
        painter.arc((x - 20, 221, x + 20, 256), 195, 345, _shade(look.hair, 0.45), 4)
        painter.arc((x - 27, 196, x + 27, 236), 205 if side < 0 else 215, 325 if side < 0 else 335, brow, 7)
        if look.wrinkles:
            painter.arc((x - 20, 238, x + 20, 262), 40, 140, _shade(look.skin, 0.84), 2.5)
    painter.arc((238, 250, 274, 288), 30, 150, _shade(look.skin, 0.72), 5)
    if look.wrinkles:
        painter.arc((182, 268, 232, 336), 110, 190, _shade(look.skin, 0.82), 3)
        painter.arc((280, 268, 330, 336), -10, 70, _shade(look.skin, 0.82), 3)
        painter.arc((216, 156, 296, 180), 200, 340, _shade(look.skin, 0.88), 3)
    painter.pen.chord(_big((220, 286, 292, 340)), 18, 162, fill=(252, 250, 246))
    painter.arc((217, 282, 295, 342), 18, 162, look.lips, 6)
    painter.arc((217, 306, 295, 336), 198, 342, look.lips, 5)
    if look.moustache:
        painter.shape(
            [(256, 292), (286, 288), (314, 312), (286, 314), (256, 306), (226, 314), (198, 312), (226, 288)],
            look.moustache,
        )


def _hair_behind(painter: Painter) -> None:
    look = painter.look
    if look.style == "bob":
        painter.shape(
            [
                (256, 84),
                (350, 112),
                (388, 210),
                (386, 320),
                (368, 366),
                (300, 372),
                (212, 372),
                (144, 366),
                (126, 320),
                (124, 210),
                (162, 112),
            ],
            look.hair,
        )
        painter.glow(256, 352, 110, 40, _shade(look.hair, 0.6), 0.7, 20)
    if look.style == "curls":
        for step in range(26):
            angle = math.radians(152 + step * (236 / 25))
            size = 42 + 9 * math.sin(step * 2.4)
            painter.ellipse(
                256 + 122 * math.cos(angle),
                222 + 128 * math.sin(angle),
                size,
                size,
                _shade(look.hair, 1 + 0.25 * math.sin(step * 1.7)),
            )
        painter.ellipse(256, 190, 120, 120, look.hair)
    if look.style == "waves":
        for step in range(17):
            angle = math.radians(160 + step * (220 / 16))
            painter.ellipse(
                256 + 104 * math.cos(angle),
                204 + 100 * math.sin(angle),
                36,
                34,
                _shade(look.hair, 0.94 + 0.05 * math.sin(step * 2.1)),
            )


def _hair_before(painter: Painter) -> None:
    look = painter.look
    if look.style == "bob":
        painter.shape(
            [
                (256, 92),
                (330, 108),
                (370, 180),
                (376, 300),
                (352, 340),
                (344, 250),
                (322, 178),
                (280, 158),
                (222, 176),
                (182, 200),
                (166, 262),
                (158, 340),
                (136, 300),
                (142, 180),
                (182, 108),
            ],
            look.hair,
        )
        painter.glow(216, 126, 60, 18, _tint(look.hair, 0.4), 0.5, 14)
    elif look.style == "short":
        painter.shape(
            [
                (154, 240),
                (146, 176),
                (176, 112),
                (236, 84),
                (306, 86),
                (352, 122),
                (366, 186),
                (358, 240),
                (346, 196),
                (326, 160),
                (270, 150),
                (214, 146),
                (176, 170),
                (166, 206),
            ],
            look.hair,
        )
        painter.shape([(190, 130), (250, 76), (330, 88), (346, 130), (280, 128), (226, 142)], _tint(look.hair, 0.12))
    elif look.style == "curls":
        for step in range(9):
            angle = math.radians(198 + step * 18)
            size = 27 + 4 * math.sin(step * 3.1)
            painter.ellipse(
                256 + 92 * math.cos(angle),
                226 + 96 * math.sin(angle),
                size,
                size,
                _shade(look.hair, 1.15 + 0.2 * (step % 3)),
            )
    elif look.style == "receding":
        for side in (-1, 1):
            strip = [(101, 262), (116, 214), (112, 168), (96, 138), (84, 132), (86, 152), (90, 184), (92, 226)]
            painter.shape([(256 + side * x, y) for x, y in strip], look.hair)
        painter.glow(246, 140, 46, 16, (255, 250, 240), 0.5, 14)
    elif look.style == "waves":
        for step in range(11):
            angle = math.radians(186 + step * 16.8)
            painter.ellipse(
                256 + 94 * math.cos(angle),
                212 + 90 * math.sin(angle),
                29,
                26,
                _shade(look.hair, 0.95 + 0.05 * math.cos(step * 2.3)),
            )
        for step in range(6):
            painter.arc(
                (182 + step * 24, 102 + 4 * (step % 2), 232 + step * 24, 148), 190, 330, _shade(look.hair, 0.86), 3
            )


def _glasses(painter: Painter, colour: Colour) -> None:
    before = painter.picture.copy()
    for side in (-1, 1):
        x = 256 + side * 45
        box = _big((x - 35, 206, x + 35, 266))
        painter.pen.rounded_rectangle(box, 24 * SCALE, fill=(255, 255, 255))
    # The glass only lightens what lies behind it.
    painter.picture.paste(ImageChops.blend(before, painter.picture, 0.12))
    for side in (-1, 1):
        x = 256 + side * 45
        painter.pen.rounded_rectangle(_big((x - 35, 206, x + 35, 266)), 24 * SCALE, outline=colour, width=5 * SCALE)
        edge = sorted((256 + side * 79, 256 + side * 104))
        painter.pen.line([edge[0] * SCALE, 226 * SCALE, edge[1] * SCALE, 230 * SCALE], fill=colour, width=5 * SCALE)
    painter.arc((243, 218, 269, 244), 200, 340, colour, 5)


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def _big(box: Box) -> Box:
    return (box[0] * SCALE, box[1] * SCALE, box[2] * SCALE, box[3] * SCALE)


def _shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def _tint(colour: Colour, part: float) -> Colour:
    red, green, blue = (round(one + (255 - one) * part) for one in colour)
    return red, green, blue


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for name, look in LOOKS.items():
        draw(look).save(TARGET / f"{name}.webp", quality=90)
