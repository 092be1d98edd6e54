"""Keep the message catalogues in step with the code.

    python -m tools.i18n missing        print untranslated messages as JSON to fill in
    python tools/i18n.py add FILE.json  extract messages, merge, take translations from FILE
    python tools/i18n.py check          exit 1 if a message is missing or obsolete

FILE maps a msgid to its German text, or a singular msgid to [German singular, German plural].
The English catalogue repeats the msgid: it is complete by construction, and a correction of
English wording is made in the code. A lock makes parallel `add` calls safe.
"""

from __future__ import annotations

import fcntl
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
LOCALE_DIR = ROOT / "lib" / "text" / "locale"
KEYWORDS = {"msg": None, "nmsg": (1, 2)}
SOURCES = ("lib", "pages")


def extract() -> Catalog:
    """Collect every marked message of the code."""
    template = Catalog(charset="utf-8")
    for source in SOURCES:
        for _, _, message, _, _ in extract_from_dir(
            str(ROOT / source), method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            template.add(message)
    return template


def po_path(language: str) -> Path:
    """Path of one language's catalogue."""
    return LOCALE_DIR / language / "LC_MESSAGES" / "monitor.po"


def load(language: str) -> Catalog:
    """Read one catalogue; an absent file is an empty catalogue."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def save(language: str, catalog: Catalog) -> None:
    """Write one catalogue, sorted and without dates or line numbers, so that diffs are small."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, no_location=True, sort_output=True, omit_header=True, width=100)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + buffer.getvalue().decode("utf-8"), encoding="utf-8")


def key_of(message_id: str | Sequence[str]) -> str:
    """Singular msgid of a message."""
    return message_id if isinstance(message_id, str) else message_id[0]


def is_missing(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Tell whether a translation has any empty form."""
    if isinstance(string, (tuple, list)):
        return not string or not all(string)
    return not string


def merge(language: str, translations: dict[str, str | list[str]]) -> Catalog:
    """Bring a catalogue in step with the code and take over translations."""
    old = {key_of(m.id): m.string for m in load(language) if m.id}
    fresh = Catalog(locale=language, charset="utf-8")
    for message in extract():
        if not message.id:
            continue
        key = key_of(message.id)
        string: str | tuple[str, ...]
        if language == "en":
            string = message.id if isinstance(message.id, str) else tuple(message.id)
        else:
            found = translations.get(key) or old.get(key) or ""
            string = found if isinstance(found, str) else tuple(found)
            if isinstance(message.id, tuple) and isinstance(string, str):
                string = ("", "")
        fresh.add(message.id, string)
    return fresh


def missing(language: str) -> dict[str, str | list[str]]:
    """Messages of the code that a language does not have."""
    have = {key_of(m.id): m.string for m in load(language) if m.id}
    return {
        key_of(m.id): (["", ""] if isinstance(m.id, tuple) else "")
        for m in extract()
        if m.id and is_missing(have.get(key_of(m.id)))
    }


def obsolete(language: str) -> set[str]:
    """Messages of a catalogue that the code no longer has."""
    return {key_of(m.id) for m in load(language) if m.id} - {
        key_of(m.id) for m in extract() if m.id
    }


def main(arguments: list[str]) -> int:
    """Run one of the commands of the module docstring."""
    match arguments:
        case ["missing"]:
            print(json.dumps(missing("de"), ensure_ascii=False, indent=1))
            return 0
        case ["add", file]:
            translations = json.loads(Path(file).read_text(encoding="utf-8"))
            LOCALE_DIR.mkdir(parents=True, exist_ok=True)
            with (LOCALE_DIR / ".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                save("de", merge("de", translations))
                save("en", merge("en", {}))
            return 0
        case ["check"]:
            faults = [
                f"{language}: {kind}: {key}"
                for language in ("de", "en")
                for kind, keys in (
                    ("missing", missing(language)),
                    ("obsolete", obsolete(language)),
                )
                for key in keys
            ]
            print("\n".join(faults) or "catalogues are complete")
            return 1 if faults else 0
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
