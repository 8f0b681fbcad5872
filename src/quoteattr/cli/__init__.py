"""The command line: ``quoteattr FILE…`` prints who said what; a first word of COMMANDS is a command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from quoteattr.cli.in_and_out import BAD, complain
from quoteattr.errors import QuoteattrError
from quoteattr.version import __version__

# A command is a module with DESCRIPTION, add_arguments(parser) and run(options) -> exit status: name, summary
DEFAULT = "attribute"
COMMANDS: dict[str, str] = {
    "corpus": "many texts out of many files, by several processes, into a folder",
    "people": "who is quoted how often, over many documents",
    "evaluate": "how good answers are, against texts that you have marked",
    "verify": "whether the quotations of drafts stand in their sources",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0; 1 when all is written, but rows of --corrections
    did not fit; 2 when an argument or a file is wrong; a command may have others."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # whoever started this closed it
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), "r+", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        _to_utf8(stream)
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words.pop(0) if words and words[0] in COMMANDS else ""
    if not name and (meant := _meant(words)) is not None:
        complain(f"{words[0]} is neither a file nor a command; did you mean `quoteattr {meant}`?")
        return BAD
    command = import_module(f"quoteattr.cli.{name or DEFAULT}")
    parser = _parser(command, name)
    try:
        status: int = command.run(parser.parse_args(words))
    except QuoteattrError as error:
        complain(str(error))
        return BAD
    except BrokenPipeError:
        # whoever read has seen enough; Python must not try to flush once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _meant(words: Sequence[str]) -> str | None:
    """The command that the first word nearly is; None where it is an option, a file or nothing like that."""
    if not words or not words[0].isalpha() or os.path.exists(words[0]):
        return None
    return _nearest(words[0].lower(), (*COMMANDS, "help")).replace("help", "--help") or None


def _nearest(word: str, words: Iterable[str]) -> str:
    """The one of ``words`` that is most like ``word``; empty where none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, words, 1, 0.7)), "")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other error does, without all of the usage in front of it."""

    def error(self, message: str) -> NoReturn:
        wrong, _, given = message.partition("unrecognized arguments: ")
        meant = "" if wrong or not given else _nearest(given.split()[0], self._option_string_actions)
        complain(f"{message}; {f'did you mean {meant}?' if meant else f'`{self.prog} --help` says more'}")
        raise SystemExit(BAD)


def _parser(command: Any, name: str) -> argparse.ArgumentParser:
    others = [f"  {other:12} {summary}" for other, summary in COMMANDS.items()]
    parser = _Parser(
        prog=f"quoteattr {name}".rstrip(),
        description=command.DESCRIPTION,
        epilog="\n".join(["commands (quoteattr COMMAND --help says more):", *others])
        if others and not name
        else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    parser.add_argument("--version", action="version", version=f"quoteattr {__version__}")
    return parser


def _to_utf8(stream: Any) -> None:
    # a test or a notebook may have put another object in place of the stream
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
