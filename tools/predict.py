"""Run quoteattr over a corpus and write its predictions in the form that the scorer reads.

usage: python -m tools.predict CORPUS.jsonl [OUT.jsonl] [options]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import corpora

if TYPE_CHECKING:
    from quoteattr import Attributor
    from quoteattr.types import Attribution, Gender, KnownSpeaker

_GENDERS: dict[str | None, Gender] = {"F": "female", "M": "male"}


def prediction(attribution: Attribution) -> dict[str, Any]:
    """One attribution in the scorer's form (spans as pairs of offsets, end exclusive)."""
    a = attribution
    return {
        "spans": [[span.start, span.end] for span in a.quotation.spans],
        "kind": a.quotation.kind,
        "cue": [[a.cue.span.start, a.cue.span.end]] if a.cue else None,
        "source": [[a.mention.span.start, a.mention.span.end]] if a.mention else None,
        "speaker": a.speaker.name if a.speaker else None,
        "addressee": a.addressees[0].name if a.addressees else None,
        "confidence": a.confidence,
        "rule": a.rule,
    }


def known_from_gold(document: corpora.Document) -> tuple[KnownSpeaker, ...]:
    """The gold list of characters as known speakers."""
    from quoteattr.types import KnownSpeaker

    return tuple(
        KnownSpeaker(
            name=person["name"],
            aliases=tuple(person.get("aliases") or ()),
            gender=_GENDERS.get(person.get("gender")),
            known_id=person["id"],
        )
        for person in document.get("people") or ()
    )


def predict(document: corpora.Document, attributor: Attributor, *, known: bool = False) -> dict[str, Any]:
    """The predictions for one document; ``known``: with the gold list of characters."""
    return predict_knowing(document, attributor, known_from_gold(document) if known else ())


def predict_knowing(
    document: corpora.Document, attributor: Attributor, people: Iterable[str | KnownSpeaker]
) -> dict[str, Any]:
    """The predictions for one document with people whom the caller knows."""
    analysis = attributor.attribute(document["text"], known=people)
    return {"id": document["id"], "quotes": [prediction(a) for a in analysis]}


def predict_with(document: corpora.Document, weights: Path | None, *, known: bool) -> dict[str, Any]:
    """The predictions for one novel with the turns' weights in a file; without a file: on rules."""
    from quoteattr import Attributor

    attributor = Attributor(model=None) if weights is None else with_weights(weights)
    return predict(document, attributor, known=known)


def with_weights(path: Path) -> Attributor:
    """The library as it is, but for the turns' weights, which are those of a file."""
    from attrs import frozen

    from quoteattr import Attributor
    from quoteattr.model.turns import TurnModels, read_turn_models

    models = read_turn_models(path)

    @frozen(kw_only=True)
    class HeldOut(Attributor):
        def _turn_models(self) -> TurnModels:
            return models

    return HeldOut()


def options(arguments: argparse.Namespace, language: str) -> dict[str, Any]:
    """Arguments for ``Attributor``; what the caller left out keeps the library's own default."""
    chosen = {"language": language, "genre": arguments.genre, "mode": arguments.mode}
    chosen["min_report"] = arguments.min_report
    if arguments.model is not None:
        chosen["model"] = None if arguments.model == "none" else arguments.model
    return {name: value for name, value in chosen.items() if value is not None or name == "model"}


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", nargs="?", type=Path, help="default: standard output")
    parser.add_argument("--mode", choices=("full", "quoted"))
    parser.add_argument("--genre", help='"news", "fiction" or "auto"')
    parser.add_argument("--model", help='"none": rules alone')
    parser.add_argument("--min-report", type=float, help="0 for a corpus that marks every report")
    parser.add_argument("--limit", type=int, help="only the first so many documents")
    parser.add_argument("--known-from-gold", action="store_true", help="give the gold list of characters")
    chosen = parser.parse_args(arguments)

    from quoteattr import Attributor

    attributors: dict[str, Attributor] = {}
    lines = []
    for document in corpora.read_jsonl(chosen.corpus, chosen.limit):
        language = document.get("lang") or "en"
        if language not in attributors:
            attributors[language] = Attributor(**options(chosen, language))
        made = predict(document, attributors[language], known=chosen.known_from_gold)
        lines.append(json.dumps(made, ensure_ascii=False) + "\n")
    if chosen.out is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.writelines(lines)
    else:
        chosen.out.write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
