"""Values as plain data, for the cache and for travel between processes: never code, never classes."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from powercat.core.diagnostic import Diagnostic, Edit, RecordName, Related, Severity
from powercat.core.rule import Fault
from powercat.core.span import Span
from powercat.core.text import Text

_TEXT = "\0text"


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return (_TEXT, value.zh, value.en)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return tuple(sorted(map(str, value)))
    if isinstance(value, (list, tuple)):
        return tuple(_plain(item) for item in value)
    return value if value is None or type(value) in (bool, int, float, str) else str(value)


_text = lru_cache(maxsize=4096)(Text)


def _rich(value: Any) -> Any:
    if isinstance(value, tuple):
        if len(value) == 3 and value[0] == _TEXT:
            return _text(value[1], value[2])
        return tuple(_rich(item) for item in value)
    if isinstance(value, dict):
        return {key: _rich(item) for key, item in value.items()}
    return value


def pack_fault(fault: Fault) -> tuple[object, ...]:
    return (
        fault.name,
        fault.start,
        fault.end,
        fault.pointer,
        fault.variant,
        _plain(fault.args),
        tuple(fault.edits),
        tuple(fault.related),
    )


def unpack_fault(data: Any) -> Fault:
    name, start, end, pointer, variant, args, edits, related = data
    return Fault(name, start, end, pointer, variant, _rich(args), edits, related)


def _pack_span(span: Span) -> tuple[object, ...]:
    return (span.path, span.line, span.column, span.end_line, span.end_column, span.sheet, span.cell)


def pack_diagnostic(found: Diagnostic) -> tuple[object, ...]:
    return (
        found.code,
        found.slug,
        int(found.severity),
        _pack_span(found.span),
        _plain(found.message),
        _plain(found.args),
        _plain(found.hint),
        found.pointer,
        found.key_path,
        _plain(found.subject),
        (found.record.kind, found.record.id, found.record.name) if found.record else None,
        _plain(found.basis),
        tuple((_pack_span(each.span), _plain(each.message), _plain(each.args)) for each in found.related),
        tuple((_pack_span(edit.span), edit.start, edit.end, edit.replacement) for edit in found.edits),
        found.waived,
        found.waived_by,
        found.waived_until,
    )


def unpack_diagnostic(data: Any) -> Diagnostic:
    code, slug, level, span, message, args, hint, pointer, key_path, subject, record, basis, related, edits, *waived = data
    return Diagnostic(
        code,
        slug,
        Severity(level),
        Span(*span),
        _rich(message),
        _rich(args),
        _rich(hint),
        pointer,
        key_path,
        _rich(subject),
        RecordName(*record) if record else None,
        _rich(basis),
        tuple(Related(Span(*place), _rich(words), _rich(values)) for place, words, values in related),
        tuple(Edit(Span(*place), start, end, replacement) for place, start, end, replacement in edits),
        *waived,
    )


def dump(value: Any) -> bytes:
    """Plain data as bytes with a checksum in front."""
    body = marshal.dumps(value)
    return zlib.crc32(body).to_bytes(4, "big") + body


def restore(raw: object) -> Any:
    """The value of :func:`dump`; raises ``ValueError`` when the bytes are damaged."""
    if not isinstance(raw, bytes) or len(raw) < 5 or zlib.crc32(raw[4:]).to_bytes(4, "big") != raw[:4]:
        raise ValueError("damaged")
    try:
        return marshal.loads(raw[4:])
    except (EOFError, TypeError) as error:
        raise ValueError("damaged") from error
