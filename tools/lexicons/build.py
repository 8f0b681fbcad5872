"""Turn the edited tables of tools/lexicons/en into the lists that ship: src/quoteattr/lang/en/*.json.

    python -m tools.lexicons.build            writes them
    python -m tools.lexicons.build --check    says which differ (exit status 1)

The same tables give the same bytes: compact JSON, keys sorted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from typing import Any

from quoteattr.lang.folded import folded
from tools.lexicons import reporting, tables
from tools.lexicons.inflect import plural

SHIPPED = tables.HERE.parents[1] / "src" / "quoteattr" / "lang" / "en"
# Function words and calendar words that are so common as names that they stay on the list of first names.
KEPT_NAMES = frozenset(("april", "august", "jan", "june", "may", "will"))
# Words seen mostly in lower case: at least so often, and in so large a part of their places.
COMMON_COUNT, COMMON_SHARE = 8, 0.9
# A name is also a word when at least so many of its places, and so large a part of them, are lower case.
WORD_COUNT, WORD_SHARE = 5, 0.05
ROLE_COUNT = 5
# A name that is nearly always an ordinary word stays only with this weight.
NAME_WEIGHT = 3


def function() -> dict[str, list[str]]:
    return {r["word"]: r["classes"].split() for r in tables.read("function")}


def pronouns() -> dict[str, dict[str, Any]]:
    lists: dict[str, dict[str, Any]] = {}
    for row in tables.read("pronouns"):
        facts: dict[str, Any] = {
            "person": int(row["person"]),
            "number": row["number"],
            "gender": row["gender"] or None,
            "case": row["case"],
        }
        if row["indefinite"]:
            facts["indefinite"] = True
        lists[row["word"]] = facts
    return lists


def titles() -> dict[str, dict[str, str | None]]:
    """Each with and, when it ends in a period, without it."""
    lists: dict[str, dict[str, str | None]] = {}
    for row in tables.read("titles"):
        for form in dict.fromkeys((row["title"], row["title"].removesuffix("."))):
            lists[form] = {"gender": row["gender"] or None, "kind": row["kind"]}
    return lists


def word_counts() -> dict[str, tuple[int, int]]:
    return {r["word"]: (int(r["lower"]), int(r["capital"])) for r in tables.read("word_counts")}


def common() -> dict[str, int]:
    return {
        word: 1
        for word, (lower, capital) in word_counts().items()
        if lower >= COMMON_COUNT and lower / (lower + capital) >= COMMON_SHARE and not word.endswith("'s")
    }


def is_word(name: str, counts: dict[str, tuple[int, int]]) -> bool:
    """Whether a name is also an ordinary word."""
    lower, capital = counts.get(name, (0, 0))
    return lower >= WORD_COUNT and lower / (lower + capital) >= WORD_SHARE


def gender_of_ending(noun: str) -> str | None:
    if noun.endswith("woman"):
        return "female"
    return "male" if noun.endswith("man") and noun not in ("human", "shaman", "layman") else None


def roles() -> dict[str, str | None]:
    """Our own, and WordNet's nouns for persons that texts really use."""
    counts, barred = word_counts(), {r["word"] for r in tables.read("not_roles")}
    barred |= set(function()) | set(demonyms())
    found: dict[str, str | None] = {
        r["noun"]: r["gender"] or gender_of_ending(r["noun"])
        for r in tables.read("person_nouns")
        if r["noun"] not in barred and counts.get(r["noun"], (0, 0))[0] >= ROLE_COUNT and r["first"] == "1"
    }
    return found | {r["role"]: r["gender"] or None for r in tables.read("roles")}


def groups() -> dict[str, str | None]:
    """Nouns for several people: plurals of the roles and of the demonyms, and our own."""
    found: dict[str, str | None] = {plural(role): role for role in roles()}
    for demonym in demonyms():
        if not demonym.endswith(("sh", "ese", "ch", "x", "s", "ic", "women", "men")) and " " not in demonym:
            found[plural(demonym)] = demonym
    return found | {r["group"]: r["singular"] or None for r in tables.read("groups")}


def organizations() -> dict[str, str]:
    barred = set(word_counts()) | set(first_names())
    suffixes = [r["suffix"] for r in tables.read("company_suffixes")]
    found = {suffix: "suffix" for suffix in suffixes if len(suffix) > 2 and suffix not in barred}
    return found | {r["name"]: r["kind"] for r in tables.read("organizations")}


def first_names() -> dict[str, list[Any]]:
    counts, out = word_counts(), (set(function()) | set(calendar())) - KEPT_NAMES
    marked = {r["name"] for r in tables.read("word_names")}
    out |= {r["name"] for r in tables.read("not_names")}
    rows = {r["name"]: (r["gender"] or None, int(r["weight"])) for r in tables.read("first_names")}
    for row in tables.read("first_names_own"):
        _, weight = rows.get(row["name"], (None, 0))
        rows[row["name"]] = (row["gender"] or None, max(weight, int(row["weight"])))
    words = common()
    return {
        name: [gender, weight, 1] if name in marked or is_word(name, counts) else [gender, weight]
        for name, (gender, weight) in rows.items()
        if name not in out and not (name in words and weight < NAME_WEIGHT)
    }


def surnames() -> dict[str, int]:
    counts, out = word_counts(), set(function()) - KEPT_NAMES
    return {
        r["name"]: int(is_word(r["name"], counts)) for r in tables.read("surnames") if r["name"] not in out
    }


def nicknames() -> dict[str, list[str]]:
    return {r["name"]: r["equivalents"].split() for r in tables.read("nicknames")}


def places() -> dict[str, str]:
    return {r["place"]: r["kind"] for name in ("countries", "places") for r in tables.read(name)}


def demonyms() -> dict[str, str]:
    return {
        r["demonym"]: r["country"] for name in ("country_demonyms", "demonyms") for r in tables.read(name)
    }


def calendar() -> dict[str, str]:
    """Abbreviations also without their period, unless that is another word."""
    counts, lists = word_counts(), {}
    for row in tables.read("calendar"):
        word = row["word"]
        lists[word] = row["kind"]
        bare = word.removesuffix(".")
        if bare != word and not is_word(bare, counts):
            lists[bare] = row["kind"]
    return lists


def _pair(row: dict[str, str]) -> tuple[str, str]:
    key, value = row.values()
    return key, value


def two_columns(name: str) -> Callable[[], dict[str, str]]:
    """A list that is one column to another, as the table has it."""
    return lambda: dict(map(_pair, tables.read(name)))


def elisions() -> dict[str, int]:
    return {r["word"]: 1 for r in tables.read("elisions")}


def offices() -> dict[str, dict[str, list[str]]]:
    """Kind ("also": what the bearer of a title or role is also called; "party", "state",
    "organization": a noun for one in focus; "generic": a word for whoever is in focus;
    "thing": what names end in that are no person's; "locative": words before a place;
    "personal": a role that does not tell people apart) -> word -> words."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in tables.read("offices"):
        found.setdefault(row["kind"], {})[row["word"]] = row["means"].split()
        if row["kind"] == "personal" and row["means"]:  # a daughter is also "the girl"
            found["also"][row["word"]] = row["means"].split()
        if row["generic"]:
            found.setdefault("generic", {})[row["word"]] = []
    return found


def story() -> dict[str, dict[str, str]]:
    """Kind -> word -> what it means there, a gender or a noun, or ""."""
    found: dict[str, dict[str, str]] = {}
    for row in tables.read("story"):
        for use in row["uses"].split():
            kind, _, meaning = use.partition(":")
            found.setdefault(kind, {})[row["word"]] = meaning
    return found


def pack() -> dict[str, str]:
    return {r["key"]: r["value"] for r in tables.read("pack")}


LISTS: dict[str, Callable[[], dict[str, Any]]] = {
    "abbreviations": two_columns("abbreviations"),
    "calendar": calendar,
    "common": common,
    "demonyms": demonyms,
    "elisions": elisions,
    "first_names": first_names,
    "function": function,
    "groups": groups,
    "nicknames": nicknames,
    "offices": offices,
    "organizations": organizations,
    "pack": pack,
    "particles": two_columns("particles"),
    "places": places,
    "pronouns": pronouns,
    "reporting": reporting.reporting,
    "roles": roles,
    "story": story,
    "surnames": surnames,
    "titles": titles,
}


def encoded(value: Any) -> bytes:
    """The bytes that ship; a long list of words is folded."""
    value = folded(value) if isinstance(value, dict) else value
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def differing() -> Iterable[str]:
    """The lists whose shipped bytes are not what the tables give."""
    for name, make in LISTS.items():
        path = SHIPPED / f"{name}.json"
        if not path.exists() or path.read_bytes() != encoded(make()):
            yield name


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a list differs")
    if parser.parse_args().check:
        stale = list(differing())
        print("differ: " + ", ".join(stale) if stale else "all lists are as the tables give them")
        return 1 if stale else 0
    total = 0
    for name, make in LISTS.items():
        value = make()
        data = encoded(value)
        (SHIPPED / f"{name}.json").write_bytes(data)
        total += len(data)
        print(f"{name:14}{len(value):7} rows{len(data):9} bytes")
    print(f"{'total':26}{total:9} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
