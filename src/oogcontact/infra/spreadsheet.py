"""CSV files (RFC 4180) that open in the spreadsheets that people have."""

import csv
import io
from collections.abc import Iterable, Sequence

#: A cell that begins so is taken for a formula by spreadsheets (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(head: Sequence[str], lines: Iterable[Sequence[str | int]], language: str) -> bytes:
    """Return a table as a file, with a byte order mark by which the spreadsheet knows UTF-8."""
    target = io.StringIO(newline="")
    # A Dutch spreadsheet takes the comma for the decimal sign and parts cells by semicolons.
    writer = csv.writer(target, delimiter=";" if language == "nl" else ",")
    writer.writerow(head)
    for line in lines:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in line])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def safe(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
