"""SVG files of strangers made safe: `clean` in, a drawing of shapes and colours alone out (ADM-2)."""

from oogcontact.domains.branding.svg.cleaner import NARROWEST, BrokenDrawing, Drawing, clean

__all__ = ["NARROWEST", "BrokenDrawing", "Drawing", "clean"]
