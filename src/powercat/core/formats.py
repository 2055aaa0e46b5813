"""The formats that our schemas name, one function each for every engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlsplit

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_USCC = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")
_BOUND = r"-?[0-9]+(?:\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}"
_RANGE = re.compile(rf"[\[(](?:{_BOUND})?\.\.(?:{_BOUND})?[\])]")
_COMPARED = re.compile(rf"(?:<=|>=|<|>) ?(?:{_BOUND})")
_NAMES = re.compile(r"(?!.*\.\.)[^,()\[\]<>\s]+(?: ?, ?[^,()\[\]<>\s]+)*")
_NEGATED = re.compile(r"not\((.+)\)")

PLACEHOLDER: Final = re.compile(r"<[^<>]*>")
"""What a blank record holds where something has still to be filled in: ``<请填写：名称>``."""


def is_placeholder(value: object) -> bool:
    """Whether a value still waits to be filled in."""
    return isinstance(value, str) and value[:1] == "<" and PLACEHOLDER.fullmatch(value) is not None


def is_date(value: object) -> bool:
    """A real day, ``YYYY-MM-DD``."""
    if not isinstance(value, str):
        return True
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_uri(value: object) -> bool:
    """An absolute ``http`` or ``https`` address with a host and without spaces."""
    if not isinstance(value, str):
        return True
    if re.search(r"[\s<>\"{}|\\^`]", value):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def is_relative_path(value: object) -> bool:
    """A path inside the catalog: forward slashes, no ``..``, not absolute."""
    if not isinstance(value, str):
        return True
    pieces = value.split("/")
    return (
        bool(value)
        and not value.startswith("/")
        and ":" not in pieces[0]
        and "\\" not in value
        and not {"", ".", ".."} & set(pieces)
    )


def is_uscc(value: object) -> bool:
    """Eighteen characters of the alphabet of GB 32100-2015; the check digit is a rule's business (PC211)."""
    return not isinstance(value, str) or bool(_USCC.fullmatch(value))


def is_cell(value: object) -> bool:
    """A cell of a decision table: ``-``, a range, a comparison, names separated by commas, or ``not(…)`` of these."""
    if not isinstance(value, str):
        return True
    text = value.strip()
    negated = _NEGATED.fullmatch(text)
    if negated:
        text = negated[1].strip()
    return text == "-" or any(form.fullmatch(text) for form in (_RANGE, _COMPARED, _NAMES))


def is_cel(value: object) -> bool:
    """A text that can be a CEL expression: brackets and quotes closed. Its meaning is a rule's business (PC510)."""
    if not isinstance(value, str):
        return True
    bare = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "", value)
    if not value.strip() or "'" in bare or '"' in bare:
        return False
    open_: list[str] = []
    for character in bare:
        if character in "([{":
            open_.append({"(": ")", "[": "]", "{": "}"}[character])
        elif character in ")]}" and (not open_ or open_.pop() != character):
            return False
    return not open_


FORMATS: Final[Mapping[str, Callable[[object], bool]]] = {
    "date": is_date,
    "uri": is_uri,
    "relative-path": is_relative_path,
    "uscc": is_uscc,
    "cell": is_cell,
    "cel": is_cel,
}


_LOOSE_DATE = re.compile(r"([0-9]{4})(?: ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2}) ?日?|([0-9]{2})([0-9]{2}))")


_TRUTH: Final = {"true": "true", "false": "false", "yes": "true", "no": "false", "是": "true", "否": "false"}


def meant_by(value: object, wanted: str, form: str) -> str:
    """What a value of the wrong type certainly stands for, as it is written without quotes; ``""`` where that is open.

    ``wanted`` is the type of the schema: whole numbers and truth values that are written as text, days as numbers.
    """
    if wanted == "string" and form == "date" and isinstance(value, int):
        return meant(str(value), form, "")
    plain = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
    if wanted == "integer":
        return plain if re.fullmatch("0|[1-9][0-9]{0,14}", plain) else ""
    return _TRUTH.get(plain.lower(), "") if wanted == "boolean" else ""


def meant(value: str, form: str, pattern: str) -> str:
    """What a value of the wrong form certainly stands for; ``""`` where that is open.

    Told so are days written another way, full-width letters and digits, and stray spaces in codes.
    ``form`` is the name of a format, or ``pattern`` with the regular expression in ``pattern``.
    """
    if form == "date":
        found = _LOOSE_DATE.fullmatch(unicodedata.normalize("NFKC", value).strip())
        year, month, day = (found[1], found[2] or found[4], found[3] or found[5]) if found else ("", "", "")
        written = f"{year}-{month:0>2}-{day:0>2}"
        return written if found and is_date(written) else ""
    plain = "".join(unicodedata.normalize("NFKC", value).split())
    fits = is_uscc(plain) if form == "uscc" else bool(pattern) and re.fullmatch(pattern, plain) is not None
    return plain if fits else ""
