"""Files that people have: what text is taken out of them, and what is said where that cannot be."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import documents_made as made
import pytest
from command_line import printed, run
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from quoteattr import charset, documents
from quoteattr.documents import Unreadable, read_text, unpacked
from quoteattr.documents.blocks import Block, blocks_of
from quoteattr.documents.kinds import kind_of
from quoteattr.errors import InputFileError, MissingExtraError
from quoteattr.files import Readable
from quoteattr.text.chapters import chapters
from quoteattr.text.layout import paragraphs
from tools.bench.counting import lines_of

TITLES = (
    *("The Ferry", "Salt", "A Long Night at the Quay", "Five o’clock", "The return", "Storm & Calm"),
    *("Letters from home", "What Mara saw", "Ebb", "The other side"),
)
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
NUMBERS = [f"Chapter {number}" for number in range(1, 11)]


def text_of(content: bytes) -> str:
    return unpacked(io.BytesIO(content), lambda stream: (stream.read(10**7) or b"").decode(), 10**7).text


def headings(text: str) -> list[str]:
    return [chapter.heading for chapter in chapters(text, paragraphs(text))]


# ---------------------------------------------------------------------------------------------- EPUB


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("heading", ["h1", "h2", "p"])
@pytest.mark.parametrize(("titles", "labels", "expected", "why"), [
    (TITLES, None, TITLES, "titles without numbers, as the contents have them"),
    (NUMBERS, None, NUMBERS, "headings that a plain text would have"),
    (ROMAN, TITLES, ROMAN,
     "the page has the number, the contents the title"),
    ([""] * 10, TITLES, TITLES, "pages without a heading get the words of the contents"),
    ([""] * 10, NUMBERS, NUMBERS, "and these need no sign"),
    ([f"{title} <sup>*</sup>" for title in TITLES], [f" {title} " for title in TITLES], None,
     "not to the letter"),
])  # fmt: skip
def test_an_epub_keeps_its_ten_chapters(
    titles: Sequence[str], labels: Any, expected: Sequence[str] | None, why: str, heading: str, version: int
) -> None:
    escaped = [one.replace("&", "&amp;") for one in titles]
    names = [one.replace("&", "&amp;") for one in labels] if labels else None
    text = text_of(made.epub(escaped, labels=names, version=version, heading=heading))
    found = headings(text)
    assert len(found) == 10, why
    assert expected is None or found == list(expected), why
    for number in range(10):
        assert "\n\n".join(made.scene(number)) in text, why
    assert text.startswith("The Long Row\n\nby Ida Moss\n\n")  # the title page is no chapter


def test_a_book_without_contents_has_the_headings_of_its_pages() -> None:
    assert headings(text_of(made.epub(TITLES[:5], labels=(), front=False))) == list(TITLES[:5])


@pytest.mark.parametrize(("page", "words", "why"), [
    ("<p>“No.”</p><p>It&nbsp;rained&#8212;a lot&hellip;</p>", "“No.”\n\nIt\xa0rained—a lot…", "entities"),
    ("<p>One<br/>two</p>", "One\ntwo", "a line is broken"),
    ("<p>He said<a epub:type='noteref' href='#n'>12</a>.</p>", "He said.", "the number of a note is no word"),
    ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree", "blocks in blocks"),
    ("<script>x</script><style>y</style><p hidden='hidden'>z</p><p>w</p>", "w", "what nobody sees"),
    ("<p>ex\u00adam\u00adple  of\n  blanks</p>", "example of blanks", "soft hyphens, folded blanks"),
    ("<pre>a  b\n  c</pre>", "a b\nc", "lines as they are"),
    ("<p>unclosed <i>words<p>go on", "unclosed words\n\ngo on", "not well-formed, and read all the same"),
])  # fmt: skip
def test_a_page_of_a_book(page: str, words: str, why: str) -> None:
    book = made.epub(["A"], front=False, more={"OEBPS/text/c1.xhtml": f"<html><body>{page}</body></html>"})
    assert text_of(book) == f"# A\n\n{words}", why


def test_a_page_in_another_encoding() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Zoë</p></body></html>'
    for content in (page.encode("latin-1"), page.encode("utf-16"), page.encode()):
        book = made.epub(["A"], labels=(), front=False, more={"OEBPS/text/c1.xhtml": content})
        assert text_of(book).replace("ZoÃ«", "Zoë") == "Zoë"


def test_chapters_of_an_epub_go_to_files(tmp_path: Path) -> None:
    book, out = tmp_path / "row.epub", tmp_path / "out"
    book.write_bytes(made.epub([one.replace("&", "&amp;") for one in TITLES]))
    done = run("--genre", "fiction", "--chapters", out, book)
    assert done.returncode == 0
    names = sorted(path.name for path in out.iterdir())
    assert (
        names[0] == "00-front.txt" and names[1] == "01-the-ferry.txt" and names[10] == "10-the-other-side.txt"
    )
    assert names[11:] == ["cast.csv", "row.epub.txt"]
    second = (out / names[2]).read_text(encoding="utf-8")
    assert second.startswith("row.epub · fiction · 3 of 11\n\nSalt\n====\n\n    It had rained for 3 days")


# ------------------------------------------------------------------------------------ the web, Word, PDF


def test_a_saved_page_gives_the_article_alone() -> None:
    pytest.importorskip("trafilatura", reason="needs the extra [files]")
    text = text_of(made.PAGE.encode())
    assert text.split("\n\n")[:3] == list(made.PARAGRAPHS[:3])
    for words in ("Script", "Buy our paper", "cookies", "Sport"):
        assert words not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_page_says_its_own_encoding(encoding: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the extra [files]")
    page = made.PAGE.replace('charset="utf-8"', f'charset="{encoding}"')
    assert text_of(page.encode(encoding)) == text_of(made.PAGE.encode())


def test_a_page_saved_in_one_file() -> None:
    pytest.importorskip("trafilatura", reason="needs the extra [files]")
    saved = (
        "From: <Saved by Blink>\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n'
        "--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{made.PAGE}\r\n--xx--\r\n"
    )
    assert text_of(saved.encode()) == text_of(made.PAGE.encode())


def word_file(*, changes: bool = False, titles: Sequence[str] = ()) -> bytes:
    docx = pytest.importorskip("docx", reason="needs the extra [files]")
    document = docx.Document()
    for title in titles:
        document.add_heading(title, 1)
        document.add_paragraph("It rained.")
    for paragraph in made.PARAGRAPHS if not titles else ():
        document.add_paragraph(paragraph)
    if changes:
        document.add_table(1, 2).rows[0].cells[1].text = "“No,” said Tom."
        space = docx.oxml.ns.nsdecls("w")
        for name, words in (("ins", "inserted"), ("del", "deleted")):
            sign = "delText" if name == "del" else "t"
            run = f"<w:{name} {space}><w:r><w:{sign}>{words}</w:{sign}</w:r></w:{name}>".replace(
                "</w:r>", "></w:r>", 1
            )
            document.paragraphs[0]._p.append(docx.oxml.parse_xml(run))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_a_word_file() -> None:
    assert text_of(word_file()).split("\n\n") == list(made.PARAGRAPHS)


def test_a_word_file_with_changes_and_a_table() -> None:
    first, *others = text_of(word_file(changes=True)).split("\n\n")
    assert first == made.PARAGRAPHS[0] + "inserted"  # what was deleted is gone
    assert others == [*made.PARAGRAPHS[1:], "“No,” said Tom."]


@pytest.mark.parametrize(("titles", "found"), [(TITLES[:4], list(TITLES[:4])), (TITLES[:2], [])])
def test_a_word_file_with_several_headings_is_a_book(titles: Sequence[str], found: list[str]) -> None:
    assert headings(text_of(word_file(titles=titles))) == found


PAGES = (made.PARAGRAPHS, made.scene(0), made.scene(1))


@pytest.mark.parametrize(("layout", "why"), [
    ({}, "space between paragraphs, numbers of pages below"),
    ({"gap": 5, "indent": 18}, "indented first lines"),
    ({"head": "The Harbour Post, March"}, "a head on every page"),
])  # fmt: skip
def test_the_paragraphs_of_a_pdf(layout: dict[str, Any], why: str) -> None:
    pytest.importorskip("pypdf", reason="needs the extra [files]")
    wanted = [paragraph for page in PAGES for paragraph in page]
    assert text_of(made.pdf(PAGES, **layout)).split("\n\n") == wanted, why


@pytest.mark.parametrize(("lines", "joined"), [
    (["The har-", "bour was shut."], "The harbour was shut."),
    (["A well-known man. The well-", "known man left."], "A well-known man. The well-known man left."),
    (["Anne-", "Marie left."], "Anne- Marie left."),
])  # fmt: skip
def test_words_cut_at_the_end_of_a_line(lines: list[str], joined: str) -> None:
    pytest.importorskip("pypdf", reason="needs the extra [files]")
    assert text_of(made.pdf([lines], gap=0)) == joined


AT = "1 0 0 1"
NOTE = f"/F1 6 Tf {AT} 136 764 Tm (12) Tj /F1 11 Tf"
RAISED = f"/F1 6 Tf {AT} 100 764 Tm (th) Tj /F1 11 Tf"


@pytest.mark.parametrize(("drawing", "text", "why"), [
    (f"{AT} 60 760 Tm [(The coun) -20 (cil of) -300 (Westhaven) -250 (voted)] TJ",
     "The council of Westhaven voted", "letters moved closer, and blanks that are only room"),
    (f"{AT} 60 760 Tm (He said it ) Tj {NOTE} {AT} 140 760 Tm (and left.) Tj",
     "He said it and left.", "the number of a note stands above the line"),
    (f"{AT} 60 760 Tm (On the 19) Tj {RAISED} {AT} 106 760 Tm ( he left.) Tj",
     "On the 19th he left.", "letters above the line are of it"),
    ("0.5 0 0 0.5 0 0 Tm (Small, but) Tj 0.5 0 0 0.5 0 -7 Tm (all of it.) Tj",
     "Small, but all of it.", "scaled"),
    (f"{AT} 60 760 Tm (Mrs. Griffin left) Tj 0 -14 Td (at six.) Tj",
     "Mrs. Griffin left at six.", "relative moves"),
])  # fmt: skip
def test_how_a_line_is_drawn_does_not_matter(drawing: str, text: str, why: str) -> None:
    pytest.importorskip("pypdf", reason="needs the extra [files]")
    assert text_of(made.assembled([f"BT /F1 11 Tf {drawing} ET"])) == text, why


# -------------------------------------------------------------------------------- what cannot be read


def locked(user: str) -> bytes:
    pypdf = pytest.importorskip("pypdf", reason="needs the extra [files]")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made.pdf([made.PARAGRAPHS])))
    writer.encrypt(user, owner_password="other")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def locked_archive() -> bytes:
    """An EPUB whose pages a password closes."""
    content = bytearray(made.epub(["A"]))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as there:
        place = there.getinfo("META-INF/container.xml").header_offset
    content[place + 6] |= 1
    central = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[central + 8] |= 1
    return bytes(content)


ENTITIES = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><package>&b;</package>'
LOCK = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a PDF with a password", lambda: locked("secret"), "has a password: save a copy without it"),
    ("a PDF cut off", lambda: made.pdf([made.PARAGRAPHS])[:300], "is damaged"),
    ("a scanned PDF", lambda: made.pdf([]), "has no text, only pictures of pages"),
    ("an EPUB cut off", lambda: made.epub(TITLES)[:-300], "is damaged: it cannot be unpacked"),
    ("an EPUB of a shop",
     lambda: made.epub(["A"], more={"META-INF/encryption.xml": f'<EncryptionMethod Algorithm="{LOCK}"/>'}),
     "is protected by the shop that sold it"),
    ("an EPUB without pages", lambda: made.epub([], front=False), "is damaged: its book has no pages"),
    ("an EPUB without its package", lambda: made.archive({"META-INF/container.xml": made.CONTAINER}),
     "it has no OEBPS"),
    ("an EPUB that declares entities", lambda: made.epub(["A"], more={"OEBPS/book.opf": ENTITIES}),
     "declares entities"),
    ("an EPUB with a password", locked_archive, "has a password"),
    ("a book that unpacks to more than memory",
     lambda: made.epub(["A"], more={"OEBPS/text/c1.xhtml": b"a" * (2**27 + 1)}), "unpacks to more than"),
    ("a Word file that unpacks to more than memory",
     lambda: made.archive({"word/document.xml": b"a" * (2**27 + 1)}), "unpacks to more than"),
    ("a damaged Word file", lambda: made.archive({"word/document.xml": "<w"}), "is no whole Word file"),
    ("a zip file", lambda: made.archive({"a.txt": "x"}), "is a zip archive: unpack it first"),
    ("an Excel table", lambda: made.archive({"xl/workbook.xml": "x"}), "is an Excel table: save it as CSV"),
    ("slides", lambda: made.archive({"ppt/presentation.xml": "x"}), "is a PowerPoint file: save it as"),
    ("an OpenDocument text", lambda: made.archive({"content.xml": "x"}), "is an OpenDocument file"),
    ("an old Word file", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(600), "is an old Word file (.doc), or"),
    ("RTF", lambda: b"{\\rtf1 \\ansi It rained.}", "is an RTF file: save it as"),
    ("a Kindle book", lambda: bytes(60) + b"BOOKMOBI" + bytes(60), "is a Kindle book: convert it to EPUB"),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(60), "is a picture: make text of it first"),
    ("a recording", lambda: b"ID3\x04" + bytes(60), "is a recording: write down first what is said"),
    ("a film", lambda: b"\0\0\0\x20ftypisom" + bytes(60), "is a recording"),
    ("gzip", lambda: b"\x1f\x8b\x08" + bytes(60), "is packed by gzip: unpack it first"),
    ("a database", lambda: b"SQLite format 3\0" + bytes(60), "is a database: export its texts"),
    ("a Parquet table", lambda: b"PAR1" + bytes(60), "is a Parquet table"),
    ("a web archive of Safari", lambda: b"bplist00" + bytes(60), "is a Safari web archive"),
    ("JSON Lines", lambda: b'{"text": "It rained."}\n', "is JSON: `quoteattr corpus"),
    ("a page without words", lambda: b"<!DOCTYPE html><html><body></body></html>", "has no text"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message"), [pytest.param(*row, id=name) for name, *row in REFUSED])
def test_what_cannot_be_read_is_one_line_that_says_what_to_do(
    content: Callable[[], bytes], message: str, tmp_path: Path
) -> None:
    for extra in ("trafilatura", "docx", "pypdf"):
        pytest.importorskip(extra, reason="needs the extra [files]")
    file = tmp_path / "given"
    file.write_bytes(content())
    done = run(file)
    assert (done.returncode, done.stdout) == (2, b"")
    line, *more = done.stderr.decode().splitlines()
    assert message in line and line.startswith(f"quoteattr: {file}: ") and not more


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    assert text_of(locked("")).split("\n\n") == list(made.PARAGRAPHS)


@pytest.mark.parametrize(("module", "content", "package"), [
    ("trafilatura", made.PAGE.encode(), "trafilatura"),
    ("docx", made.archive({"word/document.xml": "x"}), "python-docx"),
    ("pypdf", made.pdf([made.PARAGRAPHS]), "pypdf"),
    ("charset_normalizer", "Строка текста.".encode("windows-1251"), "charset-normalizer"),
], ids=["trafilatura", "docx", "pypdf", "charset_normalizer"])  # fmt: skip
def test_without_the_extra_one_line_says_what_to_install(
    module: str, content: bytes, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    file = tmp_path / "given"
    file.write_bytes(content)
    done = run(file, "--encoding", "auto")
    wanted = f"quoteattr: {file}: needs {package}, which is not here: pip install 'quoteattr[files]'\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", wanted)
    with pytest.raises(MissingExtraError):
        read_text(file, encoding="auto")


def test_an_epub_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("trafilatura", "docx", "pypdf", "lxml"):
        monkeypatch.setitem(sys.modules, module, None)
    assert headings(text_of(made.epub(NUMBERS))) == NUMBERS


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"{\\rtf"]))
def test_any_bytes_are_read_or_refused(content: bytes, start: bytes) -> None:
    def plain(stream: Readable) -> str:
        return (stream.read(10**6) or b"").decode("latin-1")

    with suppress(Unreadable, MissingExtraError):
        unpacked(io.BytesIO(start + content), plain, 10**6)


@given(st.text(alphabet="<>/!-?&;=\"' apbrdivscripth12", max_size=200))
def test_any_string_has_blocks(page: str) -> None:
    assert all(block.text.strip() for block in blocks_of(page))


def test_blocks_know_their_headings_and_places() -> None:
    found = blocks_of('<body><h2 id="a">One</h2><div id="b"></div><p><a name="c"></a>two</p></body>')
    assert found == (Block("One", 2, frozenset("a")), Block("two", 0, frozenset("bc")))


# ------------------------------------------------------------------------------------------- kinds


@pytest.mark.parametrize(("start", "kind"), [
    (b"<!DOCTYPE html>", "html"), (b"\xef\xbb\xbf \n<!doctype HTML>", "html"), (b"<html lang='en'>", "html"),
    (b"<?xml version='1.0'?>\n<!-- x --><html>", "html"), ("\ufeff<html>".encode("utf-16-le"), "html"),
    (b"<head><title>x</title>", "html"), (b"<p>It rained.</p>", None), (b"<heading>", None), (b"", None),
    (b"It said <html>.", None), (b"junk %PDF-1.7", "pdf"), (b"PK\x03\x04", "zip"), (b"{x}", None),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; x=y\n\n", "mhtml"), (b"PK", None),
    (b"From: Ada\nTo: Tom\n\nHi", None),
])  # fmt: skip
def test_kinds(start: bytes, kind: str | None) -> None:
    assert kind_of(start) == kind


# --------------------------------------------------------------------------------- beside the answers


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "row.epub"
    file.write_bytes(made.epub(NUMBERS[:2]))
    return file


def test_offsets_are_of_the_text_that_is_written_beside(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "row.csv"
    out.parent.mkdir()
    done = run(book, "--output", out)
    beside = out.parent / "row.epub.txt"
    assert done.stderr.decode() == f"quoteattr: places in the answers refer to the text in {beside}\n"
    text = beside.read_bytes().decode("utf-8")
    assert text == read_text(book)
    analysis = quoteattr.attribute(text)
    assert len(analysis) > 4
    rows = out.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + len(analysis)
    for one in analysis:
        assert text[one.quotation.start : one.quotation.end].startswith(one.quotation.parts[0])
    assert run(book, "--output", out).returncode == 2  # the answers are there
    done = run(book, "--output", out, "--force")
    assert done.returncode == 0 and beside.read_bytes().decode("utf-8") == text


def test_the_text_beside_replaces_nothing(book: Path, tmp_path: Path) -> None:
    (tmp_path / "row.epub.txt").write_text("mine", encoding="utf-8")
    done = run(book, "--output", tmp_path / "row.csv")
    assert (done.returncode, b"row.epub.txt: exists already" in done.stderr) == (2, True)
    assert not (tmp_path / "row.csv").exists()
    done = run(book, "--output", tmp_path / "row.epub.txt", "--force")
    assert (done.returncode, b"name another file" in done.stderr) == (2, True)


def test_standard_output_says_what_places_refer_to(book: Path) -> None:
    done = run(book, "--format", "csv")
    assert b"places in the answers refer to the text taken out of it; --output FILE" in done.stderr
    assert json.loads(printed(book, "--format", "jsonl"))["text"] == read_text(book)


def test_brat_has_the_text_already(book: Path, tmp_path: Path) -> None:
    printed(book, "--format", "brat", "--output", f"{tmp_path / 'out'}/")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["row.ann", "row.txt"]


def test_read_text_names_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="none: No such file"):
        read_text(tmp_path / "none")
    (tmp_path / "a").write_bytes(b"Zo\xeb left.\n")
    with pytest.raises(InputFileError, match="line 1: is not utf-8; it looks like windows-1252"):
        read_text(tmp_path / "a")
    assert read_text(tmp_path / "a", encoding="latin-1") == "Zoë left.\n"


def test_a_file_that_is_too_long_is_read_no_further(book: Path) -> None:
    assert b"has more than 100 characters (--max-text allows more)" in run(book, "--max-text", "100").stderr


# --------------------------------------------------------------------------------------- encodings

ENGLISH = "“We can’t,” said Zoë Núñez – and left. The harbour was shut, and nobody knew why. " * 9
ENCODED = [
    (ENGLISH.encode(), "utf-8"),
    (ENGLISH.encode("utf-8-sig"), "utf-8-sig"),
    (ENGLISH.encode("utf-16"), "utf-16"),
    (ENGLISH.encode("utf-16-le"), "utf-16-le"),
    (ENGLISH.encode("utf-16-be"), "utf-16-be"),
    (ENGLISH.encode("windows-1252"), "windows-1252"),
    (b"plain", "utf-8"),
]


@pytest.mark.parametrize(("content", "encoding"), ENCODED)
def test_the_encoding_is_found(content: bytes, encoding: str, tmp_path: Path) -> None:
    pytest.importorskip("charset_normalizer", reason="needs the extra [files]")
    assert charset.detected(content) == encoding
    (tmp_path / "a.txt").write_bytes(content)
    text = content.decode(encoding)
    assert read_text(tmp_path / "a.txt", encoding="auto") == text
    assert json.loads(printed(tmp_path / "a.txt", "--encoding", "auto", "--format", "jsonl"))["text"] == text


def test_another_alphabet_is_found() -> None:
    pytest.importorskip("charset_normalizer", reason="needs the extra [files]")
    words = "Министр сказал, что переговоры будут продолжены в следующем месяце, сообщает агентство. " * 4
    assert words.encode("koi8-r").decode(charset.detected(words.encode("koi8-r"))) == words


@pytest.mark.parametrize(("content", "hint"), [
    *[(content, encoding) for content, encoding in ENCODED[2:6]],
    (bytes(500), None), ("Строка".encode("koi8-r"), None), (b"\xff\xfe\xfd", "utf-16"),
    (b"na\xefve", "windows-1252"), (b"it\x92s", "windows-1252"), (b"a\x81b" * 9, None), (b"\xff", None),
])  # fmt: skip
def test_what_bytes_look_like(content: bytes, hint: str | None) -> None:
    assert charset.looks_like(content) == hint


def test_a_corpus_of_files_that_people_have(tmp_path: Path) -> None:
    for extra in ("trafilatura", "docx", "pypdf", "charset_normalizer"):
        pytest.importorskip(extra, reason="needs the extra [files]")
    files = {
        "a.epub": made.epub(NUMBERS[:2]),
        "b.docx": word_file(),
        "c.html": made.PAGE.encode(),
        "d.pdf": made.pdf(PAGES),
        "e.txt": ENGLISH.encode("windows-1252"),
        "f.pdf": b"%PDF-1.4 x",
        "g.doc": b"x",
    }
    (tmp_path / "in").mkdir()
    for name, content in files.items():
        (tmp_path / "in" / name).write_bytes(content)
    out = tmp_path / "out"
    options = ("--format", "csv", "--workers", "1", "--encoding", "auto")
    done = run("corpus", tmp_path / "in", "--output", out, *options)
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert told[0].startswith(f"quoteattr: {tmp_path / 'in' / 'f.pdf'}: Unreadable: is damaged")
    assert told[2:] == ["quoteattr: left out, as no texts: 1 .doc"]
    texts = [json.loads(line) for line in (out / "texts-00000.jsonl").read_bytes().splitlines()]
    assert [one["text"] for one in texts] == [
        read_text(tmp_path / "in" / name, encoding="auto") for name in list(files)[:5]
    ]


def test_the_doors_agree() -> None:
    """Every ending that is searched for is of a kind that is read."""
    assert {*documents.NEEDED, ".epub"} == {*documents.ENDINGS}


def one_page_of(chapters: int) -> bytes:
    """A book of one page with many chapters."""
    body = "".join(f'<h2 id="a{n}">T{n}</h2><p>“Row {n},” said Mara.</p>' for n in range(chapters))
    links = "".join(f'<a href="c.xhtml#a{n}">T{n}</a>' for n in range(chapters))
    package = (
        '<package><item id="n" properties="nav" href="nav.xhtml"/>'
        '<item id="c" href="c.xhtml" media-type="text/html"/><itemref idref="c"/></package>'
    )
    files = {"nav.xhtml": f"<nav epub:type='toc'>{links}</nav>", "c.xhtml": body, "book.opf": package}
    own = {"META-INF/container.xml": made.CONTAINER, **{f"OEBPS/{name}": one for name, one in files.items()}}
    return made.archive({"mimetype": "application/epub+zip", **own})


def pages_of(lines: int) -> bytes:
    pytest.importorskip("pypdf", reason="needs the extra [files]")
    return made.pdf([[f"Line {n} of rain, and more of it."] * 50 for n in range(lines // 50)])


@pytest.mark.parametrize("file", [one_page_of, pages_of])
def test_ten_times_as_long_costs_no_square(file: Callable[[int], bytes]) -> None:
    small, large = (lines_of(partial(text_of, file(size))) for size in (300, 3000))
    assert large < 10 * 1.5 * small  # a square would be 100
