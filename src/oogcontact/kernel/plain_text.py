"""Plain text: what people type, without the signs that fake a name, turn the direction of writing or end a header."""

import re
import unicodedata

#: Controls, formats, surrogates, private signs, ends of lines and paragraphs (Unicode, table 4-4). What is not assigned
#: in the Unicode that we know may be an emoji of next year.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}

#: A joiner between two signs is part of Persian words and of emoji made of several (RFC 5892, appendix A).
_JOINED = re.compile("(?<=[^\\s\u200c\u200d])[\u200c\u200d](?=[^\\s\u200c\u200d])")


def is_plain(text: str, *, lines: bool = False) -> bool:
    """Tell whether `text` can be shown as it is; only with `lines` it may have tabs and ends of lines."""
    if lines:
        text = text.replace("\n", " ").replace("\t", " ")
    return not any(_is_hidden(sign) for sign in _JOINED.sub("", text))


def one_line(text: str) -> str:
    """Return a foreign text as one plain line: hidden signs and all white space become single spaces."""
    plain = "".join(" " if _is_hidden(sign) else sign for sign in text)
    return " ".join(plain.split())


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _HIDDEN
