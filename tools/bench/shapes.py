"""Texts made to hurt, in any length: what stands in them as data, by kind.

A shape is a unit that is repeated, perhaps between a beginning and an end. ``{}`` in a shape of PEOPLE is
another made-up name each time. No text is taken from a corpus.
"""

from __future__ import annotations

from collections.abc import Mapping

_Units = Mapping[str, str]


def _named(prefix: str, units: tuple[str, ...]) -> dict[str, str]:
    return {f"{prefix}: {unit!r}": unit for unit in units}


PROSE = (
    "The harbour board met on Tuesday in Oakhaven, and few of its members went home happy.\n\n"
    "“We have run out of sand and of patience,” said Martha Quill, who has chaired the board since spring. "
    "“Next year we dredge or we close.”\n\n"
    'Her deputy, Tom Aldous, said that the engineers were "not far" from an answer. He added that the old '
    "crane could be sold. According to Quill, two buyers have written.\n\n"
)

ORDINARY: _Units = {
    "news": PROSE,
    "news in one paragraph": PROSE.replace("\n\n", " "),
    "news in short lines": PROSE.replace(", ", ",\n"),
    "news with CRLF": PROSE.replace("\n", "\r\n"),
    "one sentence": "the tide, said Quill, was late and ",
    "dialogue": "“Yes,” said Anna.\n\n“No,” Tom said, and he left.\n\n“Why, Tom?”\n\n",
    "dialogue in one paragraph": "“Yes,” said Anna. “No,” Tom said, and he left. “Why, Tom?” ",
    "bare turns": "“Yes.”\n\n“No.”\n\n",
    "bare turns, one paragraph": "“Yes.” “No.” ",
    "turns in lines": "“Yes,” she said.\n",
    "British marks": "‘It’s late,’ said Nora. ‘The boys’ boat isn’t in.’\n\n",
    "straight single marks": "'It's late,' said Nora. 'The boys' boat isn't in.'\n\n",
    "turns with dashes": "—Yes, said Nora.\n—No, said Tom. And he went.\n",
    "running dashes": "- Yes - said Nora - it is late.\n\n",
    "long narration": "“Yes,” said Anna. "
    + "The boat lay on the sand and the wind was in the west. " * 8
    + "\n\n",
    "first person": "I looked up. “Where were you?” I asked. She told me that I knew.\n\n",
    "letters": "“Dear Tom,\n\n“I am well. I am coming.\n\n“Yours truly,\n\n“Anna Quill.”\n\n",
    "songs": "“The tide is in,\nThe boat is out,\nThe gulls begin,\nAnd all men shout.”\n\nShe sang.\n\n",
    "thoughts": "It is late, thought Nora. “Too late,” she thought. ",
    "questions": "“Who is there?” asked Tom. “Is it you?” “It is!” cried Anna. ",
}

MARKS: _Units = _named("mark", tuple("“”„«»‘’\"'`「」—–-…!?.,:()[{/\\*_#|<&@§•·0aA中ا\n\t \u200b\u00ad"))
MARK_AND_BLANK: _Units = _named("mark, blank", tuple(f"{mark} " for mark in "“”«‘’\"'「—-…!.:*aA"))
MARK_AND_LINE: _Units = _named("mark, line", tuple(f"{mark}\n" for mark in '“”’"—….:(>A'))
MARK_AND_BREAK: _Units = _named("mark, paragraph", tuple(f"{mark}\n\n" for mark in '“”‘"—.A'))
MARK_AND_WORD: _Units = _named("mark, word", tuple(f"{mark}a " for mark in "“”‘’\"'`«—…!.:(*_#@&"))
WORD_AND_MARK: _Units = _named("word, mark", tuple(f"a{mark} " for mark in "“”’\"'»—…!?.:,)"))
SENTENCE_AND_MARK: _Units = _named("sentence, mark", tuple(f"It is late.{mark} " for mark in "“”’\"')"))

QUOTES: _Units = {
    "pairs": "“a” ",
    "pairs without blanks": "“a”",
    "straight pairs": '"a" ',
    "single pairs": "‘a’ ",
    "empty pairs": "“” ",
    "empty pairs without blanks": "“”",
    "capitalised pairs": "“A” ",
    "pairs with full stops": "“A.” ",
    "pairs in lines": "“a”\n",
    "pairs in paragraphs": "“a”\n\n",
    "nested openers": "“‘",
    "nested openers, blanks": "“a ‘b ",
    "nested pairs": "“a ‘b “c” d’ e” ",
    "deep nests": "“‘“‘a’”’” ",
    "closers and openers": "”“",
    "closers, then openers": "’‘ ”“ ",
    "three kinds open": '“a "b «c ',
    "German marks": "„Ja“, sagte Tom. ",
    "Swedish marks": "”Ja”, sade Tom. ",
    "French marks": "« Oui », dit Tom. ",
    "backticks": "`` a '' ",
    "corner brackets": "「a『",
    "open paragraphs": "“It goes on\n\n",
    "open single paragraphs": "‘It goes on\n\n",
    "open straight paragraphs": '"It goes on\n\n',
    "closed late": "“It goes on\n\n“and on.”\n\n",
    "lost closers": "“Yes, said Anna.\n\n",
    "lost openers": "Yes,” said Anna.\n\n",
    "apostrophes": "' '' ’ ",
    "possessives": "the boys' boats' ",
    "elided words": "'tis 'twas o' the 'em ",
    "feet and inches": "6' 2\" by 5' 11\" ",
    "cue and an open mark": "she said: “",
    "quotation, glued cue": "“Hi,”saidTom.",
    "quotation, glued word": "“a”b ",
    "quotations joined by and": "“a” and ",
    "quotations with commas": "“a,” “b,” ",
    "scare quotes": "the “a” of the “b” in the “c” ",
    "split sentences": "“Yes,” said Anna, “it is.” ",
    "question marks inside": "“Who?” said Tom? ",
}

CUES: _Units = {
    "cues": "said he said that said ",
    "cue words": "said ",
    "that": "that ",
    "said that": "said that ",
    "she said that": "she said that ",
    "according": "according to according ",
    "according to names": "according to Tom Quill, ",
    "inverted": "said Tom Quill, ",
    "adverbs": "said slowly and quietly ",
    "negated cues": "did not say that he would not say ",
    "modal cues": "might have said that she could say ",
    "passive cues": "was said to be told by ",
    "cue nouns": "the claim that the report that ",
    "cues with colons": "she said: he added: ",
    "cues with dashes": "said — she — ",
    "participles": "adding that, noting that, ",
    "objects": "said it and he backed it, ",
    "subordinate clauses": "who said, which said, ",
    "infinitives": "to say to tell to ask ",
    "conjunctions": "and said and added but noted ",
    "indirect speech": "She said it was late. He replied that it was not.\n\n",
    "cue at a paragraph's end": "She said:\n\nIt is late.\n\n",
    "label and cue": "Quill said: ",
}

NAMES: _Units = {
    "capitals": "Martha Quill Tom Aldous ",
    "one name": "Quill ",
    "one full name": "Martha Quill ",
    "one full name in sentences": "Martha Quill came. ",
    "list of names": "Martha Quill, Tom Aldous and ",
    "names with and": "Tom and Anna and ",
    "names with ampersands": "Quill & Aldous & ",
    "titles": "Sen. Mayor Dr. ",
    "titles without periods": "Captain Colonel Inspector ",
    "function words with capitals": "The Of And By ",
    "title abbreviations": "Mr. ",
    "titles and names": "Mr. Quill and Mrs. Aldous said ",
    "initials": "J. K. ",
    "initials without blanks": "J.K.",
    "acronyms": "U.S. ",
    "abbreviations": "etc. e.g. i.e. vs. ",
    "companies": "Quill Inc. Ltd. Co. ",
    "capital words": "THE BOARD MET ",
    "capital letters": "A B C ",
    "particles": "van der de la von ",
    "names with particles": "Anna van der Quill ",
    "possessive names": "Quill's Aldous's ",
    "hyphened names": "Anna-Marie Quill-Aldous ",
    "hyphens without end": "Anna-Marie-",
    "names with apostrophes": "O'Quill D’Aldous ",
    "names with juniors": "Tom Quill, Jr., ",
    "ages": "Tom Quill, 45, of Oakhaven, ",
    "roles": "The mayor said no. A spokeswoman agreed.\n\n",
    "roles in a row": "mayor deputy spokesman ",
    "roles with of": "the chairman of the board of the ",
    "role and name": "mayor Tom Quill, deputy Anna Aldous, ",
    "relatives": "his mother's brother's wife's ",
    "pronouns": "she said he said they said it ",
    "pronouns alone": "she he they ",
    "possessive pronouns": "her his their ",
    "names, then pronouns": "Anna came. He said she said it.\n\n",
    "vocatives": "“Yes, Tom, no, Anna,” ",
    "vocatives in turns": "“Tom!”\n\n“Anna, no!”\n\n",
    "groups": "the police and the unions said ",
    "appositions": "Quill, the mayor, a lawyer, the head, ",
    "relative clauses": "Tom, who knew Anna, who knew ",
}

PEOPLE: _Units = {
    "different names": "“Yes,” said Anna {}son of {}.\n\n",
    "namesakes": "{} Quill said yes. She left.\n\n",
    "namesakes in turns": "“Yes,” said {} Quill.\n\n“No,” said Quill.\n\n",
    "different names, one paragraph": "{} Quill and Tom {} said so. ",
    "different names, one sentence": "{} Quill, ",
    "different names, then pronouns": "Anna {} came. He said she said it.\n\n",
    "single names": "{} came. ",
    "single names in turns": "“Yes,” said {}.\n\n",
    "titled names": "Mr. {} and Mrs. {} spoke. ",
    "families": "“No,” said Mr. {}. “No,” said Mrs. {}. “No,” said Anna {}.\n\n",
    "labels of many": "{}: Yes.\n",
    "capital names": "{} QUILL said yes. ",
    "organizations": "{} Bank Inc. said it would. ",
    "roles of many": "The {} mayor said no. ",
    "addressed names": "“Yes, {},” she said.\n\n",
    "long names": "{}{}{}{} ",
    "names glued": "{}",
    "hyphened pairs": "{}-{} said so. ",
}

LAYOUT: _Units = {
    "labels": "QUILL: ",
    "labels in lines": "QUILL: Yes.\n",
    "labels in paragraphs": "QUILL: Yes.\n\n",
    "label lines alone": "QUILL:\n",
    "labels in brackets": "[QUILL] Yes.\n",
    "question and answer": "Q: Why?\nA: No.\n",
    "play labels": "QUILL. Yes.\n\nALDOUS. No.\n\n",
    "play labels, own line": "QUILL.\nYes.\n\nALDOUS.\nNo.\n\n",
    "stage directions": "QUILL [rising]. Yes. [Exit.]\n\n",
    "directions in brackets": "(She rises.) ",
    "chapters": "CHAPTER I\n\n“Yes,” she said.\n\n\n\n\n",
    "chapters in words": "Chapter the First\n\nIt rained.\n\n\n",
    "roman numerals": "IV\n\n",
    "scenes": "* * *\n\n“Yes,” said Tom.\n\n",
    "rules of stars": "***\n",
    "rules of hyphens": "-----\n",
    "dotted leaders": "Chapter I ........ 12\n",
    "spaced leaders": ". . . . . ",
    "leaders without end": "......",
    "datelines": "OAKHAVEN, May 4 (Wire) — It rained.\n\n",
    "headlines": "Quill: No Sand Left\n\n",
    "headlines with marks": "‘No Sand,’ Says Quill\n\n",
    "signatures": "Yours,\nTom Quill\n\n",
    "by lines": "By Martha Quill\n\n",
    "blank lines with spaces": "\n \t\r\n",
    "form feeds": "a\f\v\u2028\u2029\x85",
    "short lines": "A\nb\n",
    "indented lines": "    “Yes.”\n",
    "columns": "Quill\tAldous\t12\n",
    "numbered lines": "1. Yes\n2. No\n",
    "bullets": "• “Yes,” said Tom\n",
    "hyphened line ends": "the harb-\nour ",
    "carriage returns": "“Yes,” said Tom.\r",
    "CRLF alone": "\r\n",
    "quoted mail": "> > On May 4, Tom Quill <tom@example.org> wrote:\n> Yes.\n",
    "mail headers": "From: Tom Quill <tom@example.org>\nTo: Anna\nSubject: Re: Re: No\n\n",
    "addresses of the web": "https://example.org/a?b=c&d=“e” ",
    "handles": "@quill said #no ",
    "markdown": "**“Yes,”** _said_ [Tom](https://example.org).\n\n",
    "markdown quotations": "> “Yes,” said Tom.\n>\n",
    "markdown tables": "| “Yes” | Tom |\n|---|---|\n",
    "HTML paragraphs": "<p>“a”</p>",
    "HTML breaks": "“a”<br/>",
    "HTML entities": "&quot;Yes,&quot; said Tom. &#8220;No&#8221;&nbsp;",
    "HTML with attributes": '<a href="x">“a”</a> ',
    "tags that never end": "<p ",
    "subtitles": "12\n00:01:02,000 --> 00:01:04,000\n- Yes.\n- No.\n\n",
    "times": "[00:01:02] QUILL: Yes.\n",
    "code": 'print("a", \'b\')  # "c"\n',
    "JSON": '{"speaker": "Tom", "text": "Yes"}, ',
}

TOKENS: _Units = {
    "no spaces": "said",
    "digits": "1,000.5",
    "money": "$1,000.50 ",
    "decimals without end": "1.",
    "dates": "May 4, 2019, ",
    "full stops and blanks": ". ",
    "full stops and capitals": "A. ",
    "ellipses and capitals": "… The ",
    "exclamations": "No! ",
    "interrobangs": "?!",
    "marks that end, closed": ".” ",
    "sentences": "It is late. ",
    "sentences of one word": "No. ",
    "brackets": "((([",
    "brackets in pairs": "(a) [b] ",
    "sentences in brackets": "(It is late.) ",
    "semicolons": "it is late; it was late; ",
    "dashes": "— Quill — ",
    "double hyphens": "it is--late--",
    "em dashes glued": "a—",
    "slashes": "and/or/",
    "underscores": "_Yes_ ",
    "combining": "e\u0301" * 30 + " ",
    "combining marks alone": "\u0301",
    "capital with marks": "E\u0301lodie said. ",
    "emoji": "\U0001f600 ",
    "joined emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "zero-width joiners": "a\u200d",
    "zero-width blanks": "“\u200ba\u200b” ",
    "soft hyphens": "har\u00adbour ",
    "blanks that do not break": "“Oui\u00a0!”\u202f",
    "right to left": "قالت آنا: «نعم». ",
    "direction marks": "\u202b“a”\u202c ",
    "Hebrew": "אמר תום: „כן”. ",
    "Devanagari": "प्रधानमंत्री ने कहा, “हाँ।” ",
    "Chinese": "他說:「是」。",
    "Japanese": "「はい」と言った。",
    "Thai": "เขาพูดว่า “ใช่” ",
    "full width": "Quill: “Yes”! ",
    "lone surrogates": "“\ud800” ",
    "NUL": "a\0“b”\0 ",
    "replacement characters": "\ufffd ",
    "long words": "a" * 400 + " ",
    "long capital words": "A" * 400 + " ",
    "contractions": "don't I'd she'll we've ",
    "clitics": "'s 's 's ",
    "ordinals": "1st 2nd 3rd ",
    "percents": "5% 6 % ",
}

BETWEEN: Mapping[str, tuple[str, str, str]] = {
    # longer from the start than what is read around one cue: in a shorter sentence one cue takes all
    "as she said": ("as she said, " * 50, "as she said, ", ""),
    "an interrupted quotation": ("“Yes,” she said, “and " * 10, "“Yes,” she said, “and ", ""),
    "interrupted, one speaker": ("“Yes,” she said, " * 15, "“Yes,” she said, “and,” she said, ", ""),
    "one long quotation": ("“", "it is late. ", "” said Tom."),
    "one long straight quotation": ('"', "it is late. ", '" said Tom.'),
    "one long quotation in paragraphs": ("Tom said: “", "It is late.\n\n“", "”"),
    "one long quotation never closed": ("Tom said: “", "it is late, ", ""),
    "closed, never opened": ("", "it is late, ", "” said Tom."),
    "one long indirect quotation": ("Tom said that ", "it was late and ", "it rained."),
    "one long subject": ("The ", "old ", "mayor said it was late."),
    "one long name": ("", "Quill ", "said it was late."),
    "one long sentence, cue last": ("It was ", "late and ", "late, said Tom."),
    "one long word": ("", "a", " said Tom."),
    "one long bracket": ("Tom (", "it is late ", ") said no."),
    "one long direction": ("[", "she rises ", "]"),
    "one long label": ("", "QUILL ", ": Yes."),
    "a name, then long narration": ("“Yes,” said Anna.\n\n", "It rained. ", "\n\n“No,” he said."),
    "a name, then pronouns": ("Anna Quill came.\n\n", "“Yes,” she said.\n\n", ""),
    "two names, then bare turns": ("“Tom!” said Anna.\n\n", "“Yes.”\n\n", "“Anna!” said Tom."),
    "names, then a surname": ("Tom Quill and Anna Quill came. ", "Quill said no. ", ""),
    "dashes with marks inside": ("—A.\n\n—B.\n\n—", "Yes, said Tom. No “a” ", ""),
    "a line of a play with marks": ("TOM. Yes.\n\nANNA. No.\n\nTOM. ", "It is “a” [He sits.] ", ""),
    "one quotation over paragraphs, others inside": ("“It was late.\n\n", "“It was ‘late’ then.\n\n", ""),
    "quotations behind one cue": ("Tom said it was late.\n\n", "“a” ", ""),
    "sentences behind one cue": ("Tom said it was late. ", "“It is late.” ", ""),
    "a full name at the end": ("", "Quill said no. ", "Tom Quill left."),
    "blanks in a quotation": ("“", " ", "” said Tom."),
    "line breaks in a quotation": ("“a", "\n", "” said Tom."),
    "quotations in a quotation": ("“", "‘a’ ", "” said Tom."),
    "openers, later closed": ("“" * 50, "a ", "”" * 50),
}

# so much of one, then as much of the other
HALVES: Mapping[str, tuple[str, str]] = {
    "nested, each closed": ("“‘", "’”"),
    "nested, each closed, with words": ("“a ‘b ", "c’ d” "),
    "nested straight marks": ("\"'", "'\""),
    "nested brackets": ("(", ")"),
    "openers, then closers": ("“ ", "” "),
    "nested corner brackets": ("「『", "』」"),
    "openers in paragraphs": ("“a\n\n", "a”\n\n"),
    "a long paragraph, then many speakers in one": ("it was late and ", "“Yes,” said Anna. “No,” said Tom. "),
    "a cue, then quotations": ("It is late, said Tom. ", "“It is late” "),
    "quotations, then cues": ("“It is late.” ", "Tom said so. "),
    "a long sentence, then tags": ("it was late and ", "“a,” he said, "),
    "a long name, then quotations": ("Quill ", "“It is late.” "),
    "names, then as many pronouns": ("Tom Quill saw Anna Aldous. ", "She said it was late. "),
    "capitals, then small": ("Harbour Board ", "harbour board "),
    "dashes, then marks": ("—Yes, said Tom.\n\n", "“Yes,” said Tom.\n\n"),
    "marks lost, then found": ("Yes, said Tom.\n\n" * 12 + "“Yes.”\n\n", "“No,” said Tom.\n\n"),
    "blanks, then words": (" ", "said "),
    "marks, then cues": (", ", "a, he said, “b,” "),
}

REPEATED: _Units = {
    **ORDINARY,
    **QUOTES,
    **CUES,
    **NAMES,
    **MARKS,
    **MARK_AND_BLANK,
    **MARK_AND_LINE,
    **MARK_AND_BREAK,
    **MARK_AND_WORD,
    **WORD_AND_MARK,
    **SENTENCE_AND_MARK,
    **LAYOUT,
    **TOKENS,
}
WHOLE: tuple[str, ...] = (*ORDINARY, *MARKS, *QUOTES, *CUES, *NAMES, *PEOPLE, *BETWEEN, *HALVES)
"""Shapes that are always measured in every genre and mode."""

SHAPES: tuple[str, ...] = (*WHOLE, *(shape for shape in REPEATED if shape not in WHOLE))
"""The names of all shapes."""

FEW: tuple[str, ...] = (
    *("news", "dialogue", "news in one paragraph", "one sentence", "turns with dashes"),
    *("mark: '…'", "mark: '!'", "mark: '“'", "full stops and blanks", "title abbreviations"),
    *("HTML paragraphs", "quotation, glued cue", "labels in lines", "cues", "list of names"),
    *("different names", "namesakes", "one long quotation in paragraphs", "nested pairs", "combining"),
)
"""Twenty of them, for the quick run: each kind of text, and what was quadratic once."""

EXPORTED: tuple[str, ...] = (
    *(
        "news",
        "news with CRLF",
        "dialogue",
        "long narration",
        "letters",
        "mark: '“'",
        "pairs",
        "nested pairs",
    ),
    *("deep nests", "open paragraphs", "closed late", "indirect speech", "pronouns", "joined emoji"),
    *(
        "lone surrogates",
        "play labels",
        "labels in lines",
        "chapters",
        "HTML paragraphs",
        "zero-width blanks",
    ),
    *("different names", "different names, one sentence", "namesakes in turns", "addressed names"),
    *(
        "one long quotation",
        "one long quotation in paragraphs",
        "quotations in a quotation",
        "nested, each closed",
    ),
)
"""Those on which the exports are measured."""

NAMED: tuple[str, ...] = (
    *("news", "dialogue", "names with juniors", "list of names", "titles and names", "namesakes in turns"),
)
"""Those on which known speakers of the names in them are measured."""


SMALLEST = 500
"""Characters of the smallest text of a shape, about; what grows in it is four times as long in the next."""


def grown(shape: str, factor: int) -> str:
    """``shape`` with ``factor`` times as many units as make SMALLEST characters."""
    if shape in PEOPLE:
        unit = PEOPLE[shape]
        count = factor * _times(unit.replace("{}", made_up(0)), SMALLEST)
        return "".join([unit.replace("{}", made_up(i)) for i in range(count)])
    if shape in HALVES:
        return "".join([half * (factor * _times(half, SMALLEST // 2)) for half in HALVES[shape]])
    before, unit, after = BETWEEN.get(shape) or ("", REPEATED[shape], "")
    return before + unit * (factor * _times(unit, SMALLEST)) + after


def _times(unit: str, size: int) -> int:
    return max(1, round(size / len(unit)))


def made_up(i: int) -> str:
    """A name for person ``i``, unlike all others: a slip of the pen does not make one of another."""
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    i = i * 7_919_017 % 70**4  # neighbours have nothing in common
    syllables = []
    for _ in range(4):
        i, k = divmod(i, 70)
        syllables.append(consonants[k % 14] + vowels[k // 14])
    return "".join(syllables).capitalize()
