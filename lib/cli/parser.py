"""Arguments and help of the command line, in the language of the settings."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, cast

from lib.text import Message, msg, render

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from lib.text import Language

USAGE_ERROR: Final = 2


class UnclearCallError(Exception):
    """The call lacks something or names something unknown; `message` says what."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose own words follow the reader's language."""

    def __init__(self, *, prog: str, text: Callable[[Message], str], about: Message) -> None:
        super().__init__(
            prog=prog,
            description=text(about),
            formatter_class=partial(_Formatter, usage_word=text(msg("Usage: "))),
            add_help=False,
            allow_abbrev=False,
        )
        self.text = text
        self._positionals.title = text(msg("What it works on"))
        self._optionals.title = text(msg("Options"))
        self.add_argument(
            "-h", "--help", action="help", help=text(msg("Show this help and do nothing else"))
        )

    def error(self, message: str) -> NoReturn:
        """Say in one sentence that the call was not understood, and where help is."""
        # argparse's own wording is English; what matters is the word it stumbled over
        sentence = self.text(
            msg(
                "The call was not understood ({detail}). “{command} --help” explains it.",
                detail=message,
                command=self.prog,
            )
        )
        self.exit(USAGE_ERROR, f"{sentence}\n")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with a translated word for "usage" and room for long options."""

    def __init__(self, prog: str, *, usage_word: str) -> None:
        super().__init__(prog, max_help_position=30, width=96)
        self._usage_word = usage_word

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage_word if prefix is None else prefix)

    def _iter_indented_subactions(
        self, action: argparse.Action
    ) -> Generator[argparse.Action, None, None]:
        # not indented: argparse forgets the indentation when it aligns the commands
        if isinstance(action, argparse._SubParsersAction):
            yield from action._get_subactions()


COMMANDS: Final[dict[str, tuple[Message, Message]]] = {
    "import": (
        msg("Read tables and write them into the database"),
        msg(
            "Reads CSV and XLSX files, checks every cell and writes everything in one go, or "
            "nothing.\n"
            "A row with a known key updates the stored row; the same file again changes nothing.\n"
            "Files are named like their table (angebote.csv), a workbook has one sheet per table.\n"
            "“monitor templates” writes files to fill in; docs/import.md describes every column."
        ),
    ),
    "check": (
        msg("Check tables without writing anything"),
        msg(
            "Checks files exactly as “monitor import” does and names every bad cell with file,\n"
            "row, column, value and reason. The database stays as it is."
        ),
    ),
    "templates": (
        msg("Write documented templates to fill in"),
        msg(
            "Writes a workbook (vorlagen.xlsx, one sheet per table) and the same tables as CSV\n"
            "files. Code lists, municipalities and census figures of your extent are filled in.\n"
            "Use either the workbook or the CSV files."
        ),
    ),
    "migrate": (
        msg("Bring the database to the schema of this version"),
        msg(
            "Creates the tables of an empty database or updates older ones. Data are kept;\n"
            "running it again changes nothing. “monitor import” does it by itself."
        ),
    ),
    "sample": (
        msg("Load the sample data to try the monitor out"),
        msg(
            "Loads code lists, real municipalities and census figures, and invented institutions,\n"
            "offers, ratings and goals that are labelled as sample data wherever they are shown.\n"
            "A database that holds your own data is left alone."
        ),
    ),
}


def build_parser(language: Language) -> Parser:
    """Return the parser of `monitor` with all its commands."""

    def text(message: Message) -> str:
        return render(message, language)

    about = msg(
        "Präventionsketten-Monitor: where are the offers, how well do we cooperate, "
        "how far are our goals?"
    )
    parser = Parser(prog="monitor", text=text, about=about)
    parser.epilog = text(
        msg(
            "Settings (database, extent, language) stand in monitor.toml or in environment\n"
            "variables; see docs/einstellungen.md. “monitor COMMAND --help” explains a command.\n"
            "Exit codes: 0 all right, 1 faults were found and reported, 2 call not understood."
        )
    )
    commands = parser.add_subparsers(
        dest="command",
        metavar=text(msg("COMMAND")),
        title=text(msg("Commands")),
        parser_class=cast("type[Parser]", partial(_command_parser, text=text)),
    )
    for name, (summary, _) in COMMANDS.items():
        _add_arguments(commands.add_parser(name, help=text(summary)), name, text)
    return parser


def parse(parser: Parser, given: list[str]) -> argparse.Namespace:
    """Read the arguments of a call.

    Raises:
        UnclearCallError: something is missing or unknown.
        SystemExit: help was asked for, or argparse itself found a fault.
    """
    if given and not given[0].startswith("-") and given[0] not in COMMANDS:
        raise UnclearCallError(msg("There is no command “{command}”.", command=given[0]))
    options, rest = parser.parse_known_args(given)
    if rest:
        raise UnclearCallError(msg("“{word}” is not understood here.", word=rest[0]))
    if options.command in {"import", "check"} and not options.paths:
        raise UnclearCallError(msg("Please name the files or folders to read."))
    if options.command == "templates" and options.directory is None:
        raise UnclearCallError(msg("Please name the folder for the templates."))
    return options


def _command_parser(*, prog: str, text: Callable[[Message], str]) -> Parser:
    return Parser(prog=prog, text=text, about=COMMANDS[prog.rsplit(maxsplit=1)[-1]][1])


def _add_arguments(
    parser: argparse.ArgumentParser, name: str, text: Callable[[Message], str]
) -> None:
    if name in {"import", "check"}:
        parser.add_argument(
            "paths",
            nargs="*",
            type=Path,
            metavar=text(msg("PATH")),
            help=text(msg("A CSV or XLSX file, or a folder with such files; several are possible")),
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar=text(msg("FILE.csv")),
            help=text(msg("Write all bad cells and notes into this CSV file as well")),
        )
    if name == "import":
        parser.add_argument(
            "--sample",
            action="store_true",
            help=text(msg("Label the rows as sample data wherever they are shown")),
        )
    if name == "templates":
        parser.add_argument(
            "directory",
            nargs="?",
            type=Path,
            metavar=text(msg("FOLDER")),
            help=text(msg("Folder for the templates; it is created if need be")),
        )
        parser.add_argument(
            "--force", action="store_true", help=text(msg("Replace existing templates"))
        )
