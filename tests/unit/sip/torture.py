"""INVITEs that are wild but legal, and broken ones, after the ideas of RFC 4475; each made of a plain one."""

import re
from collections.abc import Callable

Change = Callable[[str], str | bytes]


def header(name: str, line: str) -> Change:
    """Put other lines in the place of a header; empty ones leave it out."""
    end = f"{line}\r\n" if line else ""
    return lambda text: re.sub(rf"^{name}:[^\r]*\r\n", lambda _found: end, text, count=1, flags=re.MULTILINE)


def with_lines(*lines: str) -> Change:
    """Add headers."""
    return lambda text: text.replace("\r\n\r\n", "".join(f"\r\n{line}" for line in lines) + "\r\n\r\n", 1)


def other(old: str, new: str) -> Change:
    """Put other words in the place of the first such."""
    return lambda text: text.replace(old, new, 1)


def as_bytes(old: bytes, new: bytes) -> Change:
    """Put other bytes in the place of the first such."""
    return lambda text: text.encode().replace(old, new, 1)


def described(old: str, new: str) -> Change:
    """Put other words in the description of the sound, and tell its length."""

    def change(text: str) -> str:
        body = _body(text).replace(old, new, 1)
        return text.partition("Content-Length")[0] + f"Content-Length: {len(body)}\r\n\r\n{body}"

    return change


def start(line: str) -> Change:
    """Put another first line."""
    return lambda text: f"{line}\r\n" + text.partition("\r\n")[2]


def swapcase_names(text: str) -> str:
    """Write all names of headers in the other case."""
    return re.sub(r"^[\w-]+(?=:)", lambda name: name[0].swapcase(), text.partition("v=0")[0], flags=re.M) + _body(text)


def folded(text: str) -> str:
    """Go on in another line after the first space of each header's value, and more often within."""
    head, _, rest = text.partition("\r\n")
    names, _, body = rest.partition("\r\n\r\n")
    return f"{head}\r\n" + re.sub(r": ", ":\r\n \t ", names).replace(";tag", "\r\n  ;tag") + f"\r\n\r\n{body}"


def compact(text: str) -> str:
    """Write all that has one in its short form (RFC 3261, section 7.3.3)."""
    short = {"Via": "v", "From": "f", "To": "t", "Call-ID": "i", "Contact": "m", "Content-Type": "c"}
    for name, letter in {**short, "Content-Length": "l"}.items():
        text = re.sub(rf"^{name}:", f"{letter} :", text, flags=re.MULTILINE)
    return text


def _body(text: str) -> str:
    return "v=0" + text.partition("v=0")[2]


#: Calls that are taken.
LEGAL: dict[str, Change] = {
    "plain": lambda text: text,
    "names in the other case": swapcase_names,
    "folded": folded,
    "compact": compact,
    "blank lines before": lambda text: "\r\n\r\n" + text,
    "a long value": with_lines("Subject: " + "long " * 2_000),
    "a long name": with_lines("X-" + "n" * 5_000 + ": v"),
    "200 unknown headers": with_lines(*(f"X-Unknown-{number}: \u00fcnknown;{number}" for number in range(200))),
    "many hops": with_lines(*(f"Via: SIP/2.0/TLS h{n}.example.test;branch=z9hG4bK{n}" for n in range(60))),
    "hops in one line": with_lines(
        "Via: " + ", ".join(f"SIP/2.0/SCTP h{n}:{n};branch=z9hG4bK{n}" for n in range(1, 9))
    ),
    "quotes in a name": header("From", 'From: "a \\"b\\" \\\\" <sip:x@127.0.0.1>;tag=mine'),
    "an address in a name": header("From", 'From: "<sip:no@127.0.0.9>;tag=no" <sip:x@127.0.0.1>;tag=mine'),
    "an address without brackets": header("From", "From: sip:x@127.0.0.1;tag=mine"),
    "a name of many words": header("From", "From: Jan  de  Vries, thuis   <sip:x@127.0.0.1>  ;  tag  =  mine"),
    "an unknown parameter": header("From", 'From: <sip:x@127.0.0.1;a;b=%3b>;tag=mine;q="a;>b";c'),
    "a name in Latin 1": as_bytes(b"From: <", b'From: "Ren\xe9" <'),
    "a telephone's own address": header("From", "From: <tel:+31612345678>;tag=mine"),
    "the type in capitals": header("Content-Type", "Content-Type: Application/SDP ; charset=UTF-8"),
    "nothing after the type": header("Content-Length", ""),
    "a date that is none": with_lines("Date: yesterday, at tea"),
    "a time far away": with_lines("Expires: 99999999999999999999999"),
    "no hops left to count": header("Max-Forwards", ""),
    "old branch": lambda text: text.replace("z9hG4bK-", "1"),
    "a branch with signs": lambda text: text.replace("z9hG4bK-", "z9hG4bK.!%66*_+`'~-"),
    "more after the body": lambda text: text + "INVITE sip:more@example.test SIP/2.0\r\n" * 9,
    "text after the description": with_lines("Content-Language: nl"),
    "a version in small letters": other("SIP/2.0\r\n", "sip/2.0\r\n"),
    "a sane time": with_lines("Session-Expires: 1800;refresher=uac", "Min-SE: 90"),
    "a strange port": lambda text: re.sub(r":\d+;rport", ":99999", text, count=1),
    "another place to answer": lambda text: text.replace("rport;", "rport=1;received=example.test;"),
    "an answer wished elsewhere": lambda text: text.replace("rport;", "received=example.test;"),
}

#: Who is called by which address.
NUMBERS = {
    "sip:100@127.0.0.1": "100",
    "sip:%31%300@127.0.0.1": "100",
    "SIP:100:secret@127.0.0.1;transport=udp;x=%40?subject=a": "100",
    "sip:+31850000100;npdi=yes;rn=+31@example.test;user=phone": "+31850000100",
    "sips:hal%C3%A9@127.0.0.1": "hal\u00e9",
    "tel:+31850000100;ext=5": "+31850000100",
    "sip:127.0.0.1": "",
    "sip:1%000@127.0.0.1": "",
    "sip:@": "",
    "sip:" + "9" * 4_000 + "@127.0.0.1": "",
}

#: Requests that are refused with a status, or (None) met with silence.
BROKEN: dict[str, tuple[Change, int | None]] = {
    "no start line": (lambda text: text.partition("\r\n")[2], None),
    "no address": (start("INVITE SIP/2.0"), None),
    "no version": (start("INVITE sip:100@127.0.0.1"), None),
    "another version": (start("INVITE sip:100@127.0.0.1 SIP/7.0"), None),
    "another protocol": (start("GET / HTTP/1.1"), None),
    "brackets around the address": (start("INVITE <sip:100@127.0.0.1> SIP/2.0"), None),
    "spaces in the start line": (start("INVITE  sip:100@127.0.0.1;a= b SIP/2.0"), None),
    "a method of a thousand letters": (start("I" * 1_000 + " sip:100@127.0.0.1 SIP/2.0"), None),
    "an answer without a number": (start("SIP/2.0 huge OK"), None),
    "an answer of a large number": (start("SIP/2.0 4294967301 OK"), None),
    "an answer that nobody waits for": (start("SIP/2.0 200 OK"), None),
    "an unknown scheme": (start("INVITE nobodyknows:100@127.0.0.1 SIP/2.0"), 416),
    "no scheme": (start("INVITE 100 SIP/2.0"), 416),
    "a zero within": (other("From: <", 'From: "a\0b" <'), None),
    "no end": (lambda text: text.partition("\r\n\r\n")[0], None),
    "no hops": (header("Via", ""), None),
    "hops of nobody": (header("Via", "Via:"), None),
    "300 headers": (with_lines(*(f"X-{number}: 1" for number in range(300))), None),
    "no caller": (header("From", ""), 400),
    "nobody called": (header("To", ""), 400),
    "no call": (header("Call-ID", ""), 400),
    "a call without a name": (header("Call-ID", "Call-ID:"), 400),
    "no sequence": (header("CSeq", ""), 400),
    "two callers": (with_lines("From: <sip:y@127.0.0.1>;tag=two"), 400),
    "two calls": (with_lines("Call-ID: two"), 400),
    "two lengths": (with_lines("Content-Length: 1"), 400),
    "another method": (header("CSeq", "CSeq: 1 BYE"), 400),
    "a method only": (header("CSeq", "CSeq: INVITE"), 400),
    "a number only": (header("CSeq", "CSeq: 1"), 400),
    "a large sequence": (header("CSeq", "CSeq: 36893488147419103232 INVITE"), 400),
    "a sequence of 5000 digits": (header("CSeq", f"CSeq: {'9' * 5_000} INVITE"), 400),
    "a sequence below zero": (header("CSeq", "CSeq: -1 INVITE"), 400),
    "too long a length": (header("Content-Length", "Content-Length: 9999"), 400),
    "a length below zero": (header("Content-Length", "Content-Length: -999"), 400),
    "a length in words": (header("Content-Length", "Content-Length: many"), 400),
    "a length of 5000 digits": (header("Content-Length", "Content-Length: " + "9" * 5_000), 400),
    "a length in other digits": (header("Content-Length", "Content-Length: \u0661\u0660"), 400),
    "too many hops left": (header("Max-Forwards", "Max-Forwards: 300"), 400),
    "a time of 400 digits": (with_lines("Session-Expires: " + "9" * 400), 400),
    "a time in words": (with_lines("Session-Expires: soon"), 400),
    "no end of a quote": (header("From", 'From: "Jan <sip:x@127.0.0.1>;tag=mine'), 400),
    "an address that takes long to judge": (header("From", "From: a" + ";" * 60_000 + '"'), 400),
    "a name that takes long to judge": (header("To", 'To: "' + '\\"' * 15_000 + '"<' * 15_000), 400),
    "no end of an address": (header("To", "To: <sip:100@127.0.0.1"), 400),
    "two addresses": (header("To", "To: <sip:1@127.0.0.1> <sip:2@127.0.0.1>"), 400),
    "a description of no numbers": (described("m=audio 40000", "m=audio many"), 400),
    "a codec of no number": (described("rtpmap:101", "rtpmap:x"), 400),
    "a codec of 5000 digits": (described("telephone-event/8000", "telephone-event/" + "8" * 5_000), 400),
}
