"""Whether data is as its schema wants it, and if not, why: two engines with one verdict, and one explanation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from powercat.core.document import brief, escape
from powercat.core.field import Choice, Field, Json
from powercat.core.formats import FORMATS, meant, meant_by
from powercat.core.invisible import visible
from powercat.core.nearest import nearest
from powercat.core.rule import Fault
from powercat.core.text import Text

if TYPE_CHECKING:
    from powercat.core.schema import Kind

Error = tuple[tuple[str | int, ...], str, tuple[str, ...]]
"""Path of the value, keyword, and names concerned (missing, unexpected)."""


@dataclass(frozen=True, slots=True)
class Engine:
    is_valid: Callable[[object], bool]
    errors: Callable[[object], Iterable[Error]]


def fast_engine(schema: Json) -> Engine | None:
    try:
        import jsonschema_rs
    except ImportError:
        return None
    validator = jsonschema_rs.Draft202012Validator(schema, formats=dict(FORMATS), validate_formats=True)

    def errors(data: object) -> Iterator[Error]:
        for error in validator.iter_errors(data):
            kind: Any = error.kind
            keyword = {"falseSchema": "false"}.get(kind.name, kind.name)
            names: tuple[str, ...] = ()
            if keyword == "required":
                names = (str(kind.property),)
            elif keyword == "additionalProperties":
                names = tuple(map(str, kind.unexpected))
            yield _path(data, error.instance_path, error.instance), keyword, names

    return Engine(validator.is_valid, errors)


def _path(data: Any, steps: Iterable[str | int], instance: object) -> tuple[str | int, ...]:
    """The steps to a value, names as text: the engine takes a name like ``0`` for an index, and leaves an empty one out."""
    path: list[str | int] = []
    for step in steps:
        path.append(str(step) if isinstance(data, dict) else step)
        data = data[path[-1]]
    if isinstance(data, dict) and "" in data and data != instance:
        path.append("")
    return tuple(path)


def plain_engine(schema: Json) -> Engine:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def pattern(_: object, expression: str, instance: object, __: object) -> Iterator[ValidationError]:
        # the end is the end: Python's own ``$`` lets a line feed follow, no other engine does
        whole = expression[:-1] + r"\Z" if expression.endswith("$") else expression
        if isinstance(instance, str) and not re.search(whole, instance):
            yield ValidationError(expression)

    def properties(engine: Any, below: Json, instance: object, __: object) -> Iterator[ValidationError]:
        present = instance if isinstance(instance, dict) else {}
        for name in (name for name in below if name in present):
            if below[name] is False:  # left to itself it would blame the parent
                yield ValidationError(name, validator="false", path=(name,))
            else:
                yield from engine.descend(present[name], below[name], path=name, schema_path=name)

    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    validator = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"pattern": pattern, "properties": properties}
    )(schema, format_checker=checker)

    def errors(data: object) -> Iterator[Error]:
        for error in validator.iter_errors(data):
            keyword = str(error.validator or "false")
            names: tuple[str, ...] = ()
            if keyword == "required":
                names = tuple(
                    name for name in error.validator_value if isinstance(error.instance, dict) and name not in error.instance
                )
            elif keyword == "additionalProperties":
                known = error.schema.get("properties", {})
                names = tuple(str(name) for name in error.instance if name not in known)
            yield tuple(error.absolute_path), keyword, names

    return Engine(validator.is_valid, errors)


_FAULT_OF: Final[Mapping[str, str]] = {
    "required": "field-missing",
    "dependentRequired": "field-missing",
    "additionalProperties": "field-unknown",
    "type": "wrong-type",
    "enum": "not-in-list",
    "const": "not-in-list",
    "format": "bad-format",
    "pattern": "bad-format",
    "minLength": "out-of-bounds",
    "maxLength": "out-of-bounds",
    "minimum": "out-of-bounds",
    "maximum": "out-of-bounds",
    "minItems": "out-of-bounds",
    "maxItems": "out-of-bounds",
    "uniqueItems": "repeated-item",
    "false": "field-not-applicable",
}
_RANK: Final = {"wrong-type": 0, "field-not-applicable": 1, "not-in-list": 2, "out-of-bounds": 3, "bad-format": 4}


def explain(kind: Kind, data: object, errors: Iterable[Error]) -> list[Fault]:
    """Engine errors as faults: one fault a value (the plainest), one a missing or unknown name.

    A parent is never blamed for its child.
    """
    values: dict[str, Fault] = {}
    others: dict[tuple[str, str, str], Fault] = {}
    for path, keyword, names in errors:
        pointer = "".join(f"/{escape(str(step))}" for step in path)
        value = _value(data, path)
        try:
            known = kind.field(pointer)
        except KeyError:
            continue  # below a name that is itself unknown
        if keyword in ("required", "dependentRequired"):
            for name in names or _demanded(known, value):
                others.setdefault((pointer, "field-missing", name), _missing(known, name, value, pointer))
        elif keyword == "additionalProperties":
            for name in names:
                below = f"{pointer}/{escape(name)}"
                args = _unknown(kind, known, name)
                others.setdefault((below, "field-unknown", name), Fault("field-unknown", 0, 0, below, args=args))
        elif keyword == "oneOf" and isinstance(value, dict):
            fault = _alternatives(known, value, pointer)
            others.setdefault((pointer, fault.name, "oneOf"), fault)
        elif keyword not in ("allOf", "oneOf", "if", "then", "anyOf", "$ref", "properties", "items"):
            of_place = keyword == "false"
            fault = _not_applicable(kind, known, data, path, pointer) if of_place else _of_value(known, keyword, value, pointer)
            held = values.get(pointer)
            if fault.name == "not-in-list" and isinstance(data, dict) and isinstance(data.get("division_code"), str):
                fault = replace(fault, args={**fault.args, "division": data["division_code"]})
            if held is None or _RANK.get(fault.name, 9) < _RANK.get(held.name, 9):
                values[pointer] = fault
    # a required field under a misspelt name is one slip: it is told where it was written
    for fault in [fault for fault in others.values() if fault.name == "field-unknown" and fault.args["near"]]:
        parent, near = fault.pointer.rpartition("/")[0], str(fault.args["near"])
        others.pop((parent, "field-missing", near), None)
        several = others.get((parent, "field-missing", "oneOf"))
        if several is not None and near in several.args["names"]:
            del others[parent, "field-missing", "oneOf"]
    wrong = {pointer for pointer, fault in values.items() if fault.name in ("wrong-type", "field-not-applicable")}
    kept = [fault for fault in (*values.values(), *others.values()) if not _lies_below(fault.pointer, wrong)]
    return sorted(_merged(kept), key=lambda fault: (fault.pointer, fault.name))


def _merged(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults, those fields together that the same choice leaves no place for: the choice may be the slip."""
    found: dict[tuple[str, object, object], list[Fault]] = {}
    for fault in faults:
        if fault.name == "field-not-applicable" and "because" in fault.args:
            of = (fault.pointer.rpartition("/")[0], fault.args["because"], fault.args["written"])
            found.setdefault(of, []).append(fault)
        else:
            yield fault
    for first, *rest in found.values():
        titles = tuple(fault.args["title"] for fault in (first, *rest))
        yield replace(first, args={**first.args, "title": titles}) if rest else first


def _lies_below(pointer: str, others: set[str]) -> bool:
    while pointer := pointer.rpartition("/")[0]:
        if pointer in others:
            return True
    return False


def _value(data: object, path: Iterable[str | int]) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data


def _missing(parent: Field, name: str, value: object, pointer: str) -> Fault:
    below = parent.properties.get(name)
    variant, because = "", dict[str, object]()
    if name not in parent.schema.get("required", ()):
        because = dict(_demanded(parent, value).get(name) or _because(parent, value, name))
        variant = ("conditional" if "written" in because else "dependent") if because else ""
    args: dict[str, object] = {
        "name": name,
        "title": below.title if below else name,
        "help": below.help if below else "",
        "example": _example(below) if below else "",
        "choices": tuple(_choice(value, choice) for value, choice in below.choices.items()) if below else (),
    }
    return Fault("field-missing", 0, 0, pointer, variant, {**args, **because})


def _choice(value: str, choice: Choice) -> Text:
    return Text(f"{value}（{choice.title.zh}）", f"{value} ({choice.title.en})")


def _demanded(parent: Field, value: object) -> Mapping[str, Mapping[str, object]]:
    """The missing names that a name which is there demands, with the title of the one that demands."""
    present = value if isinstance(value, dict) else {}
    return {
        other: {"because": parent.properties[one].title if one in parent.properties else one}
        for one, wanted in parent.schema.get("dependentRequired", {}).items()
        for other in wanted
        if one in present and other not in present
    }


def _because(parent: Field, value: object, name: str) -> Mapping[str, object]:
    """The field whose value makes ``name`` needed or out of place, and that value in words."""
    present = value if isinstance(value, dict) else {}
    for branch in parent.schema.get("allOf", ()):
        then = branch.get("then", {})
        if name not in then.get("required", ()) and then.get("properties", {}).get(name) is not False:
            continue
        for other, wanted in branch.get("if", {}).get("properties", {}).items():
            written, field = present.get(other), parent.properties.get(other)
            if field is not None and isinstance(written, str) and written in wanted.get("enum", (wanted.get("const"),)):
                choice = field.choices.get(written)
                return {"because": field.title, "written": choice.title if choice else written}
    return {}


def _not_applicable(kind: Kind, known: Field, data: object, path: tuple[str | int, ...], pointer: str) -> Fault:
    parent = kind.field(pointer.rpartition("/")[0])
    because = _because(parent, _value(data, path[:-1]), known.name)
    return Fault("field-not-applicable", 0, 0, pointer, "", {"name": known.name, "title": known.title, **because})


def _unknown(kind: Kind, parent: Field, name: str) -> dict[str, object]:
    elsewhere = (kind.field(pointer).title for pointer in kind.holders.get(name, ()) if pointer != parent.pointer)
    names, titles = tuple(parent.properties), tuple(each.title for each in parent.properties.values())
    return {
        "name": name,
        "near": nearest(re.split("[:：]", visible(name))[0], names, titles),
        "candidates": names,
        "titles": titles,
        "elsewhere": tuple(elsewhere)[:2],
    }


def _alternatives(known: Field, value: object, pointer: str) -> Fault:
    groups = [tuple(branch.get("required", ())) for branch in known.schema.get("oneOf", ())]
    present = value if isinstance(value, dict) else {}
    held = [group for group in groups if all(name in present for name in group)]
    names = tuple(dict.fromkeys(name for group in groups for name in group))
    titles = tuple(known.properties[name].title for name in names if name in known.properties)
    args: dict[str, object] = {"names": names, "titles": titles}
    if len(held) > 1:
        first, extra = known.properties[held[0][0]], known.properties[held[1][0]]
        args |= {"name": extra.name, "title": extra.title, "other": first.title}
        return Fault("field-not-applicable", 0, 0, f"{pointer}/{escape(extra.name)}", "together", args)
    return Fault("field-missing", 0, 0, pointer, "alternatives", args)


def _of_value(known: Field, keyword: str, value: object, pointer: str) -> Fault:
    name = _FAULT_OF.get(keyword, "schema-other")
    args: dict[str, object] = {"title": known.title, "value": shortened(value)}
    schema = known.schema
    if name == "wrong-type":
        args |= {"wanted": known.type, "got": _type_of(value), "example": _example(known)}
        args |= {"meant": meant_by(value, known.type, known.format), "pair": _pair(value)}
    elif name == "not-in-list":
        choices = known.choices
        args |= {
            "values": tuple(choices) or (shortened(schema.get("const", "")),),
            "labels": tuple(choice.title for choice in choices.values()),
            "codes": tuple(choice.code for choice in choices.values()),
        }
    elif name == "bad-format":
        form, pattern = (known.format, "") if keyword == "format" else ("pattern", str(schema.get("pattern", "")))
        args |= {"format": form, "pattern": pattern, "meant": meant(str(value), form, pattern)}
        args |= {"help": known.help, "example": _example(known)}
    elif name == "out-of-bounds":
        args |= {"bound": schema.get(keyword, ""), "size": len(value) if isinstance(value, (str, list)) else value}
    elif name == "repeated-item" and isinstance(value, list):
        first, index = next(((value.index(item), at) for at, item in enumerate(value) if item in value[:at]), (0, 0))
        choice = known.items.choices.get(str(value[index])) if known.items is not None else None
        args |= {"value": choice.title if choice else shortened(value[index]), "first": f"{pointer}/{first}"}
        return Fault(name, 0, 0, f"{pointer}/{index}", keyword, args)
    elif name == "schema-other":
        args |= {"help": known.help, "keyword": keyword}
    return Fault(name, 0, 0, pointer, keyword, args)


def _pair(value: object) -> str:
    """“name: value” as one text, where a group holds nothing else; ``""`` otherwise."""
    if not isinstance(value, dict) or len(value) != 1:
        return ""
    ((name, text),) = value.items()
    return brief(f"{name}: {text}") if isinstance(text, str) and '"' not in text else ""


def _example(known: Field) -> str:
    """The first example of a field as it would be written behind its name; ``""`` where there is none."""
    if not known.examples:
        inner = known.items
        return f"[{_quoted(inner.examples[0])}]" if inner is not None and inner.examples and known.type == "array" else ""
    return _quoted(known.examples[0])


_NEEDS_QUOTES = re.compile(
    r"(?![0-9]{4}-[0-9]{2}-[0-9]{2}$)[-+.0-9eExX]*|true|false|null|~|[-?:#&*!|>'\"%@` ].*|.*(: | #|[,\[\]{}\n]).*"
)


def _quoted(value: object) -> str:
    """A value as YAML wants it written on one line."""
    if isinstance(value, str) and not _NEEDS_QUOTES.fullmatch(value):
        return value
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_quoted(item)}" for name, item in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def _type_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return {str: "string", int: "integer", float: "number", list: "array", dict: "object"}.get(type(value), "string")


def shortened(value: object) -> str:
    """A value as it would be written, shortened."""
    return brief(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def engine(schema: Json) -> Engine:
    """The engine for a self-contained schema: the fast one where it is installed."""
    return fast_engine(schema) or plain_engine(schema)
