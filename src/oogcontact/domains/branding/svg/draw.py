"""A process of its own that draws a clean SVG: `python draw.py WIDTH HEIGHT WORDS < drawing.svg > picture.png`.

The renderer is native code and the drawing a stranger's: what it does wrong ends here and not in the server, within
limits of memory and time. The renderer would open pictures that a drawing names; a clean one names none, and without
WORDS (0, else 1) no file can be opened at all. With words the system's fonts must be.
"""

import resource
import sys

import resvg_py

#: Bytes of memory and seconds of computing.
MEMORY = 1024 * 1024 * 1024
SECONDS = 8


def main() -> None:
    """Draw standard input to standard output."""
    width, height, words = (int(argument) for argument in sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not words:
        # Standard input, output and errors are all that is open.
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    drawing = sys.stdin.buffer.read().decode()
    picture = resvg_py.svg_to_bytes(svg_string=drawing, width=width, height=height, skip_system_fonts=not words)
    sys.stdout.buffer.write(bytes(picture))


if __name__ == "__main__":
    main()
