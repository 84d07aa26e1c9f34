"""SVG files that try to run, fetch, link or exhaust something: a list by name, written for these tests."""

from textwrap import dedent

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"'
SHAPE = '<path d="M0 0h10v10z"/>'


def _in_svg(content: str, more: str = "") -> bytes:
    return f"{HEAD} {more}>{content}{SHAPE}</svg>".encode()


#: Files of which a harmless rest remains.
CLEANED = {
    "script": _in_svg("<script>alert(1)</script>"),
    "script by reference": _in_svg('<script xlink:href="https://evil.test/x.js"/><script href="data:,alert(1)"/>'),
    "script in CDATA": _in_svg('<script type="text/ecmascript"><![CDATA[alert("<x/>")]]></script>'),
    "script of XHTML": _in_svg('<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'),
    "script in the wrong case": _in_svg("<SCRIPT>alert(1)</SCRIPT>"),
    "script in a namespace of its own": _in_svg('<script xmlns="">alert(1)</script><a:script xmlns:a="x">1</a:script>'),
    "handlers": _in_svg('<g onclick="alert(1)" onmouseover="alert(2)"/>', 'onload="alert(1)" onerror="alert(2)"'),
    "handlers in other cases": _in_svg('<g ONCLICK="alert(1)" OnFocusIn="alert(1)"/>', 'onLoad="alert(1)"'),
    "handlers of animations": _in_svg('<animate onbegin="alert(1)" attributeName="x" dur="1s"/>'),
    "foreign object": _in_svg(
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe/></body></foreignObject>'
    ),
    "HTML without a wrapper": _in_svg('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/>'),
    "link that runs": _in_svg('<a xlink:href="javascript:alert(1)"><rect width="5" height="5"/></a>'),
    "link hidden by entities": _in_svg('<a href="&#106;ava&#x0a;script&#58;alert(1)"><rect width="5" height="5"/></a>'),
    "link elsewhere": _in_svg('<a href="https://evil.test" target="_top"><rect width="5" height="5"/></a>'),
    "picture elsewhere": _in_svg('<image href="https://evil.test/spy.png" width="9" height="9"/>'),
    "picture of the server": _in_svg('<image xlink:href="file:///etc/passwd" width="9" height="9"/>'),
    "picture in the file": _in_svg('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>'),
    "picture of a filter": _in_svg(
        '<filter id="f"><feImage href="https://evil.test/x"/></filter><g filter="url(#f)"/>'
    ),
    "use elsewhere": _in_svg('<use href="https://evil.test/x.svg#a"/><use xlink:href="//evil.test/x#a"/>'),
    "use of data": _in_svg("<use href=\"data:image/svg+xml,&lt;svg id='x'/&gt;#x\"/>"),
    "use that is set later": _in_svg('<use href="#a"><set attributeName="href" to="https://evil.test"/></use>'),
    "animated link": _in_svg(
        '<a><animate attributeName="href" values="javascript:alert(1)"/><text x="1" y="2">press</text></a>'
    ),
    "animation of a style": _in_svg('<animate attributeName="style" to="background:url(//evil.test)"/>'),
    "style that fetches": _in_svg(
        "<style>@import url(https://evil.test/a.css); path{fill:url(//evil.test/#a)}</style>"
    ),
    "style with a font": _in_svg(
        "<style>@font-face{font-family:x;src:url(https://evil.test/f)} *{font-family:x}</style>"
    ),
    "style attribute that fetches": _in_svg('<g style="fill:red;background:url(https://evil.test);mask:url(//x#m)"/>'),
    "style with escapes": _in_svg(r'<g style="fill:\75rl(https://evil.test);f\69ll:url(//x)"/>'),
    "style with comments": _in_svg('<g style="fill:u/**/rl(//evil.test);stroke:/*x*/url(//evil.test)"/>'),
    "style with an expression": _in_svg(
        '<g style="width:expression(alert(1));behavior:url(x.htc);-moz-binding:url(x)"/>'
    ),
    "style sheet beside the drawing": b'<?xml-stylesheet href="https://evil.test/x.css"?>' + _in_svg(""),
    "paint elsewhere": _in_svg('<rect fill="url(https://evil.test/x#a)" stroke="url(//evil.test#b) red" width="1"/>'),
    "paint with spaces": _in_svg('<rect fill=" url( &quot;https://evil.test/x#a&quot; )" width="1" height="1"/>'),
    "clip elsewhere": _in_svg('<g clip-path="url(https://evil.test/x#c)" mask="url(x.svg#m)" filter="url(//x#f)"/>'),
    "cursor": _in_svg('<g cursor="url(https://evil.test/c.cur)" marker-start="url(//evil.test#m)"/>'),
    "base": _in_svg("", 'xml:base="https://evil.test/" xmlns:xml="http://www.w3.org/XML/1998/namespace"'),
    "handler of XML events": _in_svg(
        '<e:listener xmlns:e="http://www.w3.org/2001/xml-events" event="load" handler="#x"/><handler id="x">1</handler>'
    ),
    "embedding": _in_svg(
        '<iframe src="//evil.test"/><embed src="x"/><object data="x"/><video src="x"/><audio src="x"/>'
    ),
    "a quote that ends an attribute": _in_svg('<rect id="a&quot; onload=&quot;alert(1)" width="1&quot; x=&quot;"/>'),
    "markup in a title": _in_svg("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>"),
    "a comment that ends early": _in_svg("<!-- - -><script>alert(1)</script> --><desc>]]&gt;</desc>"),
    "other instructions": _in_svg("<?php system('id'); ?><?xml-stylesheet href='x'?>"),
    "document type elsewhere": b'<!DOCTYPE svg SYSTEM "https://evil.test/x.dtd">' + _in_svg(""),
    "sixteen bits": dedent(f'<?xml version="1.0" encoding="UTF-16"?>{HEAD}><script>1</script>{SHAPE}</svg>').encode(
        "utf-16"
    ),
    "xlink under another name": _in_svg('<use y:href="javascript:1" xmlns:y="http://www.w3.org/1999/xlink"/>'),
    "unknown elements": _in_svg("<discard/><set/><mpath/><cursor/><font-face-uri/><color-profile/><solidcolor/>"),
}

_LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
_USES = "".join(f'<g id="g{level}">{f"""<use href="#g{level - 1}"/>""" * 10}</g>' for level in range(1, 9))
_MASKS = "".join(
    f'<mask id="m{level}">{f"""<path d="M0 0h9v9z" mask="url(#m{level - 1})"/>""" * 10}</mask>' for level in range(1, 9)
)

#: Files that are refused, and why.
REFUSED = {
    "billion laughs": (f'<!DOCTYPE s [<!ENTITY l0 "ha">{_LAUGHS}]><svg>&l9;</svg>'.encode(), "entities"),
    "quadratic growth": (f'<!DOCTYPE s [<!ENTITY a "{"a" * 50_000}">]><svg>{"&a;" * 9}</svg>'.encode(), "entities"),
    "entity of a file": (b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', "entities"),
    "entity of an address": (b'<!DOCTYPE s [<!ENTITY x SYSTEM "https://evil.test">]><svg>&x;</svg>', "entities"),
    "entity of a parameter": (b'<!DOCTYPE s [<!ENTITY % x SYSTEM "https://evil.test/x.dtd"> %x;]><svg/>', "entities"),
    "uses of uses": (_in_svg(f'<defs><path id="g0" d="M0 0h1"/>{_USES}</defs><use href="#g8"/>'), "complex"),
    "masks of masks": (_in_svg(f'<mask id="m0"><path d="M0 0h1"/></mask>{_MASKS}<g mask="url(#m8)"/>'), "complex"),
    "use of itself": (_in_svg('<g id="a"><use href="#a"/></g>'), "complex"),
    "uses in a circle": (_in_svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "complex"),
    "clip of itself": (_in_svg('<clipPath id="c"><path d="M0 0h1" clip-path="url(#c)"/></clipPath>'), "complex"),
    "gradients in a circle": (
        _in_svg('<linearGradient id="a" href="#b"/><radialGradient id="b" href="#a"/>'),
        "complex",
    ),
    "deep": (b"<svg>" + b"<g>" * 5_000 + b"</g>" * 5_000 + b"</svg>", "complex"),
    "many": (_in_svg('<path d="M0 0h1"/>' * 20_000), "complex"),
    "many layers": (_in_svg('<path d="M0 0h1" opacity=".5"/>' * 4_000), "complex"),
    "nothing drawn": (_in_svg("").replace(SHAPE.encode(), b"<script>1</script>"), "empty"),
    "only a picture": (f'{HEAD}><image href="data:image/png;base64,x"/></svg>'.encode(), "empty"),
    "only definitions": (f"{HEAD}><defs>{SHAPE}</defs></svg>".encode(), "empty"),
    "no size": (f'<svg xmlns="http://www.w3.org/2000/svg">{SHAPE}</svg>'.encode(), "size"),
    "no height": (f'<svg width="10" height="0">{SHAPE}</svg>'.encode(), "size"),
    "as wide as the world": (f'<svg viewBox="0 0 1e30 1e30">{SHAPE}</svg>'.encode(), "size"),
    "not a number": (f'<svg viewBox="0 0 nan nan">{SHAPE}</svg>'.encode(), "size"),
    "a hair": (f'<svg viewBox="0 0 1000 1">{SHAPE}</svg>'.encode(), "size"),
    "not whole": (f"{HEAD}>{SHAPE}".encode(), "unreadable"),
    "no XML": (b"<svg><path></svg>", "unreadable"),
    "HTML": (b"<!doctype html><html><svg/></html>", "unreadable"),
    "another root": (b'<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>', "unreadable"),
    "svg of another namespace": (b'<svg xmlns="http://www.w3.org/1999/xhtml"><script/></svg>', "unreadable"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="UTF-7"?><svg/>', "unreadable"),
    "a prefix of nobody": (b"<svg><x:path/></svg>", "unreadable"),
    "nothing": (b"", "unreadable"),
    "zeros": (b"\0" * 100, "unreadable"),
}
