"""Draw the mark of the product: `python tools/draw_icons.py` writes the icons of the client anew.

Two people, the dots, who look at each other: their looks together make one eye. Coordinates are those of a picture of
512 by 512; the drawing and the pictures come from the same numbers.
"""

import math
from pathlib import Path

from PIL import Image, ImageDraw

SIDE = 512
SCALE = 4
TARGET = Path(__file__).parents[1] / "web/public"

TEAL = "#0b5d66"
WHITE = "#ffffff"
MINT = "#86d6d1"

#: The eye: from one person to the other, this high above and below the middle, this thick.
LEFT, RIGHT, MIDDLE = 104.0, 408.0, 256.0
LID = 112.0
LINE = 34.0
PERSON = 46.0
IRIS = 64.0
LIGHT = (278.0, 232.0, 18.0)

#: The corners of the plain icon are round; a platform that cuts icons itself may take a fifth from each side.
CORNER = 112.0
SAFE = 0.8

Point = tuple[float, float]


def lid_radius() -> float:
    """Return the radius of the circle through both people and the middle of a lid."""
    half = (RIGHT - LEFT) / 2
    return (half * half + LID * LID) / (2 * LID)


def lid(sign: int) -> list[Point]:
    """Return points along the upper (-1) or lower (1) lid, from left to right."""
    radius = lid_radius()
    centre = MIDDLE + sign * (LID - radius)
    reach = math.asin((RIGHT - LEFT) / 2 / radius)
    angles = [reach * (step / 300 - 1) for step in range(601)]
    return [(SIDE / 2 + radius * math.sin(angle), centre + sign * radius * math.cos(angle)) for angle in angles]


def svg() -> str:
    """Return the mark as a drawing."""
    radius = round(lid_radius(), 2)
    eye = f"M{LEFT:g} {MIDDLE:g}A{radius:g} {radius:g} 0 0 1 {RIGHT:g} {MIDDLE:g}"
    eye += f"A{radius:g} {radius:g} 0 0 1 {LEFT:g} {MIDDLE:g}Z"
    people = "".join(f'<circle cx="{x:g}" cy="{MIDDLE:g}" r="{PERSON:g}" fill="{WHITE}"/>' for x in (LEFT, RIGHT))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<rect width="{SIDE}" height="{SIDE}" rx="{CORNER:g}" fill="{TEAL}"/>'
        f'<path d="{eye}" fill="none" stroke="{WHITE}" stroke-width="{LINE:g}"/>{people}'
        f'<circle cx="{SIDE // 2}" cy="{MIDDLE:g}" r="{IRIS:g}" fill="{MINT}"/>'
        f'<circle cx="{LIGHT[0]:g}" cy="{LIGHT[1]:g}" r="{LIGHT[2]:g}" fill="{WHITE}"/></svg>\n'
    )


def picture(side: int, *, whole: bool = False) -> Image.Image:
    """Return the mark as a picture of `side` pixels; `whole` fills it to the edges and keeps the mark in the middle."""
    size = SIDE * SCALE
    image = Image.new("RGBA", (size, size), TEAL if whole else (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    zoom = SAFE if whole else 1.0

    def at(x: float, y: float) -> Point:
        return ((x - SIDE / 2) * zoom + SIDE / 2) * SCALE, ((y - SIDE / 2) * zoom + SIDE / 2) * SCALE

    def disc(x: float, y: float, radius: float, colour: str) -> None:
        left, top = at(x - radius, y - radius)
        right, bottom = at(x + radius, y + radius)
        pen.ellipse((left, top, right, bottom), fill=colour)

    if not whole:
        pen.rounded_rectangle((0, 0, size - 1, size - 1), CORNER * SCALE, fill=TEAL)
    for sign in (-1, 1):
        # A line of discs: a thick line of pieces would show its seams.
        for x, y in lid(sign):
            disc(x, y, LINE / 2, WHITE)
    for x in (LEFT, RIGHT):
        disc(x, MIDDLE, PERSON, WHITE)
    disc(SIDE / 2, MIDDLE, IRIS, MINT)
    disc(*LIGHT, WHITE)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def main() -> None:
    """Write the icons."""
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "icon.svg").write_text(svg())
    for side in (192, 512):
        picture(side).save(TARGET / f"icon-{side}.png", optimize=True)
    # What is opaque to the edges may be cut by the platform: Android's masks, and iOS that knows no other.
    picture(512, whole=True).convert("RGB").save(TARGET / "icon-maskable-512.png", optimize=True)
    picture(180, whole=True).convert("RGB").save(TARGET / "apple-touch-icon.png", optimize=True)


if __name__ == "__main__":
    main()
