"""Files of the kinds that people have, made here: an EPUB, a Word file, a PDF, pages of the web."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

PAGE = """<!-- saved from a browser -->
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry plan sinks after vote | The Harbour Post</title>
<meta property="og:title" content="Ferry plan sinks after vote">
<style>p { color: red }</style><script>var x = "“Not this,” said Script.";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article>
<p>The council of Westhaven voted on Monday to drop its plan for a second ferry, after a debate that lasted
until midnight and drew more than two hundred residents.</p>
<p>&#8220;We never signed it,&#8221; harbour master <a href="/okafor">Ada Okafor</a> told reporters.
&ldquo;Not once in nine years did anybody ask&nbsp;us.&rdquo;</p>
<h2>Costs have doubled</h2>
<p>Councillor Liam Brandt said that the quay was unsafe, and that repairs would cost more than the ferry.</p>
<blockquote><p>“It is a sad day for us,” said Mira Holt, who runs the bakery on Long Quay.</p></blockquote>
<ul><li>“I would have used it daily,” said Tom Reyes.</li><li>“Nobody needs it,” said Paul Grant.</li></ul>
</article>
<aside class="related"><h3>Related</h3><p>“Buy our paper,” says the editor.</p></aside>
<footer><p>All rights reserved. “We use cookies,” said Nobody.</p></footer>
</body></html>
"""
PARAGRAPHS = (
    "Ferry plan sinks after vote",
    "The council of Westhaven voted on Monday to drop its plan for a second ferry, after a debate that "
    "lasted until midnight and drew more than two hundred residents.",
    "“We never signed it,” harbour master Ada Okafor told reporters. “Not once in nine years did "
    "anybody ask us.”",
    "Councillor Liam Brandt said that the quay was unsafe, and that repairs would cost more than the ferry.",
)
"""What the pages and files below say, a paragraph each."""

ROWERS = ("Mara Quill", "Tobias Wren", "Edwin Marsh")


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip file; what stands first in it is not packed, as an EPUB wants it.

    Its dates are always the same: two processes that make it a second apart make the same bytes.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for number, (name, content) in enumerate(files.items()):
            into.writestr(
                zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            )
    return made.getvalue()


# ----------------------------------------------------------------------------------------------- EPUB


def scene(number: int) -> list[str]:
    """The paragraphs of a chapter of our novel."""
    first, second = ROWERS[number % 3], ROWERS[(number + 1) % 3]
    return [
        f"It had rained for {number + 2} days when {first} came down to the water again. The boats "
        "lay upside down.",
        f"“We must row at dawn,” said {first}, “or we shall never see the other side.”",
        f"“Nobody rows on day {number},” {second} answered. “You had better ask the old man.”",
        f"{first} had no reply to that, and looked at the stones, and would not be hurried.",
        f"“Then I must row alone,” said {first}.",
    ]


CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""


def page(title: str, paragraphs: Iterable[str], place: str = "c", heading: str = "h2") -> str:
    """A page of a book."""
    body = "".join(f"<p>{one}</p>\n" for one in paragraphs)
    head = f'<{heading} id="{place}">{title}</{heading}>' if title else f'<div id="{place}"></div>'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{head}\n{body}</body></html>'
    )


def epub(
    titles: Sequence[str],
    *,
    labels: Sequence[str] | None = None,
    version: int = 3,
    heading: str = "h2",
    front: bool = True,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A novel: a chapter for each of ``titles`` as its page says it, ``labels`` as the contents do (none: a
    book without a table of contents)."""
    labels = titles if labels is None else labels
    names = [f"c{number}.xhtml" for number in range(1, len(titles) + 1)]
    pages = {
        name: page(t, scene(n), heading=heading)
        for n, (name, t) in enumerate(zip(names, titles, strict=True))
    }
    lines = [(f"text/{name}#c", label) for name, label in zip(names, labels, strict=False)]
    if front:
        pages = {"front.xhtml": page("The Long Row", ["by Ida Moss"]), **pages}
        lines = [("text/front.xhtml", "Title Page"), *lines] if lines else []
    items = "".join(
        f'<item id="i{n}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    if lines and version == 3:
        items += '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        spine = '<itemref idref="nav"/>' + spine
        links = "".join(f'<li><a href="{link}">{label}</a></li>' for link, label in lines)
        files["OEBPS/nav.xhtml"] = (
            '<html xmlns:epub="e"><body>'
            '<nav epub:type="landmarks"><a href="text/front.xhtml">Cover&nbsp;page</a></nav>'
            f'<nav epub:type="toc"><h1>Contents</h1><ol>{links}</ol></nav></body></html>'
        )
    elif lines:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        files["OEBPS/toc.ncx"] = (
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><docTitle><text>Row</text></docTitle><navMap>'
            + "".join(
                f'<navPoint><navLabel><text>{label}</text></navLabel><content src="{link}"/></navPoint>'
                for link, label in lines
            )
            + "</navMap></ncx>"
        )
    files["OEBPS/book.opf"] = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    files |= {f"OEBPS/text/{name}": content for name, content in pages.items()}
    return archive({**files, **(more or {})})


# ------------------------------------------------------------------------------------------------ PDF

_LINE = 90  # characters of a line


def lines_of(paragraph: str, width: int = _LINE) -> list[str]:
    """The lines that a printer makes of a paragraph."""
    lines = [""]
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def pdf(pages: Sequence[Sequence[str]], *, gap: int = 8, indent: int = 0, head: str = "") -> bytes:
    """A PDF of pages of paragraphs: set apart by ``gap`` points and an ``indent``, each page with a running
    ``head`` and its number."""
    contents = []
    for number, paragraphs in enumerate(pages, 1):
        rows = [(250, 800, head)] if head else []
        height = 760
        for paragraph in paragraphs:
            for place, line in enumerate(lines_of(paragraph)):
                rows.append((60 + (indent if not place else 0), height, line))
                height -= 14
            height -= gap
        rows.append((290, 30, str(number)))
        contents.append(
            "".join(f"BT /F1 11 Tf 1 0 0 1 {x} {y} Tm ({_escaped(t)}) Tj ET\n" for x, y, t in rows)
        )
    return assembled(contents)


def _escaped(text: str) -> str:
    for sign in "\\()":
        text = text.replace(sign, "\\" + sign)
    return text


def assembled(contents: Sequence[str]) -> bytes:
    """A PDF of pages with these drawings."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        stream = content.encode("windows-1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
