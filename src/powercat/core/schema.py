"""Reads ``schemas/``, the only schema walker: kinds, fields, verdicts and explanations."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from powercat.core.document import digest, escape
from powercat.core.errors import PowercatError
from powercat.core.formats import FORMATS, meant, meant_by
from powercat.core.resources import folder
from powercat.core.rule import Fault
from powercat.core.text import Text

Json = dict[str, Any]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class SchemaError(PowercatError):
    """A schema file that cannot be used."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One listed value of a field: its words, and its numeric code in the national lists where there is one."""

    title: Text
    help: Text
    code: str


@dataclass(frozen=True)
class Field:
    """What the schema says of one field.

    ``pointer`` is the JSON Pointer with ``*`` for any list item or open key. ``properties`` are the fields of an object by name,
    ``items`` the field of a list's items, ``open`` the field behind the free keys of an open map.
    """

    pointer: str
    name: str
    schema: Json = field(repr=False)
    required: bool = False
    definitions: Json = field(repr=False, default_factory=dict)

    @property
    def title(self) -> Text:
        """The label."""
        english = self.schema.get("x-en", {})
        return Text(str(self.schema.get("title", self.name)), str(english.get("title", self.name)))

    @property
    def help(self) -> Text:
        """What to write here."""
        english = self.schema.get("x-en", {})
        return Text(str(self.schema.get("description", "")), str(english.get("description", "")))

    @property
    def type(self) -> str:
        """``object``, ``array``, ``string``, ``integer``, ``number`` or ``boolean``."""
        return str(self.schema.get("type", "object" if "properties" in self.schema else ""))

    @cached_property
    def choices(self) -> Mapping[str, Choice]:
        """The listed values; empty where anything may be written."""
        words = self.schema.get("x-values", {})
        return {
            str(value): Choice(
                Text(words.get(value, {}).get("title", value), words.get(value, {}).get("x-en", {}).get("title", value)),
                Text(
                    words.get(value, {}).get("description", ""),
                    words.get(value, {}).get("x-en", {}).get("description", ""),
                ),
                str(words.get(value, {}).get("code", "")),
            )
            for value in self.schema.get("enum", ())
        }

    @property
    def ref(self) -> str:
        """What the field refers to: ``<kind>``, ``<kind>#/path`` or ``.#/path``; ``""`` when nothing."""
        return str(self.schema.get("x-ref", ""))

    @property
    def via(self) -> str:
        """The pointer of the field whose record the target must belong to; ``""`` for any."""
        return str(self.schema.get("x-via", ""))

    @property
    def key(self) -> tuple[str, ...]:
        """The fields that tell list items apart; the first that is present counts."""
        return tuple(self.schema.get("x-key", ()))

    @property
    def compare(self) -> str:
        return str(self.schema.get("x-compare", ""))

    @property
    def effect(self) -> Mapping[str, str]:
        """``axis`` and the ``heavier`` direction; empty when a change matters to nobody."""
        return dict(self.schema.get("x-effect", {}))

    @property
    def unit(self) -> str:
        return str(self.schema.get("x-unit", ""))

    @property
    def public(self) -> bool:
        return bool(self.schema.get("x-public"))

    @property
    def basis(self) -> str:
        return str(self.schema.get("x-basis", ""))

    @property
    def examples(self) -> list[Any]:
        return list(self.schema.get("examples", ()))

    @property
    def format(self) -> str:
        return str(self.schema.get("format", ""))

    @cached_property
    def properties(self) -> Mapping[str, Field]:
        required = set(self.schema.get("required", ()))
        return {
            name: self._child(escape(name), name, schema, name in required)
            for name, schema in self.schema.get("properties", {}).items()
        }

    @cached_property
    def items(self) -> Field | None:
        schema = self.schema.get("items")
        if not schema:
            return None
        # an item without words of its own is called as its list is
        words = {word: self.schema[word] for word in ("title", "description", "x-en") if word in self.schema}
        return self._child("*", self.name, words | _expanded(schema, self.definitions))

    @cached_property
    def open(self) -> Field | None:
        schema = self.schema.get("additionalProperties")
        return self._child("*", "*", schema) if isinstance(schema, dict) else None

    @property
    def closed(self) -> bool:
        """Whether unknown names are refused."""
        return self.schema.get("additionalProperties") is False

    def _child(self, step: str, name: str, schema: Json, required: bool = False) -> Field:
        return Field(f"{self.pointer}/{step}", name, _expanded(schema, self.definitions), required, self.definitions)

    def child(self, step: str) -> Field | None:
        """The field one step down (a name, an index); ``None`` where the schema knows none."""
        if self.items is not None:
            return self.items if step.isdigit() or step == "*" else None
        return self.properties.get(step) or self.open

    def walk(self) -> Iterator[Field]:
        """This field and all below it, parents first, in the order records are written in."""
        yield self
        for below in self.properties.values():
            yield from below.walk()
        for one in (self.items, self.open):
            if one is not None:
                yield from one.walk()

    def __hash__(self) -> int:
        return hash(self.pointer)


def _expanded(schema: Json, definitions: Json) -> Json:
    """A schema with its ``$ref`` followed; its own words stand before the shared ones."""
    while "$ref" in schema:
        target = definitions[schema["$ref"].rpartition("/")[2]]
        schema = {**target, **{word: value for word, value in schema.items() if word != "$ref"}}
        if "$ref" in target:
            schema["$ref"] = target["$ref"]
    return schema


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of record, or of reserved file (then ``folder`` is ``""``), as its schema says it. ``schema`` is self-contained."""

    name: str
    folder: str
    schema: Json = field(repr=False)
    order: int = 0

    @cached_property
    def root(self) -> Field:
        """The record itself as a field."""
        return Field("", self.name, self.schema, definitions=self.schema.get("$defs", {}))

    @property
    def title(self) -> Text:
        return self.root.title

    @property
    def help(self) -> Text:
        return self.root.help

    def field(self, pointer: str) -> Field:
        """The field at a JSON Pointer (indices or ``*`` for list items); raises ``KeyError`` for one the schema does not know."""
        found = self._fields.get(pointer)
        if found is None:
            found = self.root
            for step in pointer.split("/")[1:]:
                below = found.child(step.replace("~1", "/").replace("~0", "~"))
                if below is None:
                    raise KeyError(f"{self.name}{pointer}")
                found = below
            self._fields[pointer] = found
        return found

    @cached_property
    def _fields(self) -> dict[str, Field]:
        return {}

    @cached_property
    def holders(self) -> Mapping[str, Sequence[str]]:
        """By name of field, the pointers of the objects that have such a field."""
        found: dict[str, list[str]] = {}
        for each in self.root.walk():
            for name in each.properties:
                found.setdefault(name, []).append(each.pointer)
        return found

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """Every field that refers to something."""
        return tuple(each for each in self.root.walk() if each.ref)

    @cached_property
    def _engine(self) -> _Engine:
        return _fast_engine(self.schema) or _plain_engine(self.schema)

    def __getstate__(self) -> Json:
        # engines do not travel between processes; they are made again
        return {"name": self.name, "folder": self.folder, "schema": self.schema, "order": self.order}

    def prepare(self) -> None:
        """Make the engine now, so that forked workers need not."""
        assert self._engine

    def faults(self, data: object) -> list[Fault]:
        """What in ``data`` the schema does not allow, each fault once; positions are left at 0 for the caller to fill."""
        if self._engine.is_valid(data):
            return []
        return explain(self, data, self._engine.errors(data))


Error = tuple[tuple[str | int, ...], str, tuple[str, ...], bool]
"""Path of the value, keyword, names concerned (missing, unexpected), and whether it lies inside ``then``."""


@dataclass(frozen=True, slots=True)
class _Engine:
    is_valid: Callable[[object], bool]
    errors: Callable[[object], Iterable[Error]]


def _fast_engine(schema: Json) -> _Engine | None:
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
            conditional = "then" in error.schema_path
            yield tuple(error.instance_path), keyword, names, conditional

    return _Engine(validator.is_valid, errors)


def _plain_engine(schema: Json) -> _Engine:
    from jsonschema import Draft202012Validator, FormatChecker

    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    validator = Draft202012Validator(schema, format_checker=checker)

    def errors(data: object) -> Iterator[Error]:
        for error in validator.iter_errors(data):
            keyword = str(error.validator) if error.validator else "false"
            names: tuple[str, ...] = ()
            if keyword == "required":
                names = tuple(
                    name for name in error.validator_value if isinstance(error.instance, dict) and name not in error.instance
                )
            elif keyword == "additionalProperties":
                known = error.schema.get("properties", {})
                names = tuple(str(name) for name in error.instance if name not in known)
            yield tuple(error.absolute_path), keyword, names, "then" in error.absolute_schema_path

    return _Engine(validator.is_valid, errors)


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
    for path, keyword, names, conditional in errors:
        pointer = "".join(f"/{escape(str(step))}" for step in path)
        value = _value(data, path)
        try:
            known = kind.field(pointer)
        except KeyError:
            continue  # below a name that is itself unknown
        if keyword == "dependentRequired":
            for name, because in _demanded(known, value):
                others.setdefault((pointer, "field-missing", name), _missing(known, name, pointer, "dependent", because))
        elif keyword == "required":
            for name in names:
                because = _because(known, value, name) if conditional else {}
                variant = "conditional" if because else ""
                others.setdefault((pointer, "field-missing", name), _missing(known, name, pointer, variant, because))
        elif keyword == "additionalProperties":
            for name in names:
                below = f"{pointer}/{escape(name)}"
                args = _unknown(kind, known, name)
                others.setdefault((below, "field-unknown", name), Fault("field-unknown", 0, 0, below, args=args))
        elif keyword == "oneOf":
            fault = _alternatives(known, value, pointer)
            others.setdefault((pointer, fault.name, "oneOf"), fault)
        elif keyword not in ("allOf", "if", "then", "anyOf", "$ref", "properties", "items"):
            of_place = keyword == "false"
            fault = _not_applicable(kind, known, data, path, pointer) if of_place else _of_value(known, keyword, value, pointer)
            held = values.get(pointer)
            if held is None or _RANK.get(fault.name, 9) < _RANK.get(held.name, 9):
                values[pointer] = fault
    wrong = [pointer for pointer, fault in values.items() if fault.name in ("wrong-type", "field-not-applicable")]
    kept = [
        fault
        for fault in (*values.values(), *others.values())
        if not any(fault.pointer.startswith(f"{pointer}/") for pointer in wrong)
    ]
    return sorted(kept, key=lambda fault: (fault.pointer, fault.name))


def _value(data: object, path: Iterable[str | int]) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data


def _missing(parent: Field, name: str, pointer: str, variant: str, because: Mapping[str, object]) -> Fault:
    below = parent.properties.get(name)
    args: dict[str, object] = {
        "name": name,
        "title": below.title if below else name,
        "help": below.help if below else "",
        "example": _example(below) if below else "",
    }
    return Fault("field-missing", 0, 0, pointer, variant, {**args, **because})


def _demanded(parent: Field, value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The names that a name which is there demands, with the title of the one that demands."""
    present = value if isinstance(value, dict) else {}
    for one, wanted in parent.schema.get("dependentRequired", {}).items():
        for other in wanted if one in present else ():
            if other not in present:
                yield other, {"because": parent.properties[one].title if one in parent.properties else one}


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
    return {
        "name": name,
        "candidates": tuple(parent.properties),
        "titles": tuple(each.title for each in parent.properties.values()),
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
        args |= {"meant": meant_by(value, known.type, known.format)}
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
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"


@dataclass(frozen=True, eq=False)
class Schemas:
    """All kinds by name; ``version`` changes with any schema file."""

    kinds: Mapping[str, Kind]
    version: str

    def __getitem__(self, name: str) -> Kind:
        return self.kinds[name]

    def __contains__(self, name: object) -> bool:
        return name in self.kinds

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The names of the record kinds, in the order of the documentation."""
        return tuple(name for name, kind in self.kinds.items() if kind.folder)


def load_schemas(*, overrides: Path | None = None) -> Schemas:
    """The kinds of records and reserved files.

    ``overrides`` is a catalog's own ``schemas/`` folder: its ``local.schema.json`` stands for the shared one, and files with an
    ``x-kind`` of their own add kinds. Raises :class:`SchemaError` for a file that is no usable schema.
    """
    shipped = folder("schemas")
    files: dict[str, bytes] = {}
    own: list[str] = []
    for base in (shipped, shipped / "_files", shipped / "_shared"):
        for path in sorted(base.glob("*.schema.json")):
            files[str(path.relative_to(shipped).as_posix())] = _bytes(path)
    if overrides is not None and overrides.is_dir():
        for path in sorted(overrides.glob("*.schema.json")):
            name = "_shared/local.schema.json" if path.name == "local.schema.json" else path.name
            files[name] = _bytes(path)
            own.append(name)
    version = digest(b"\0".join(name.encode() + b"\0" + content for name, content in sorted(files.items())))
    schemas = {name: _json(name, content) for name, content in files.items()}
    for name in own:
        _check(name, schemas[name])
    kinds = []
    for name, schema in schemas.items():
        own = schema.get("x-kind")
        if own or name.startswith("_files/"):
            own = own or {"name": Path(name).name.removesuffix(".schema.json"), "folder": ""}
            kinds.append(Kind(own["name"], own.get("folder", ""), bundle(name, schemas), int(own.get("order", 100))))
    kinds.sort(key=lambda kind: (not kind.folder, kind.order, kind.name))
    return Schemas({kind.name: kind for kind in kinds}, version)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SchemaError(
            Text("读不了填写规范 {path}：{reason}", "cannot read the schema {path}: {reason}"),
            path=str(path),
            reason=error.strerror,
        ) from error


def _json(name: str, content: bytes) -> Json:
    try:
        schema = json.loads(content)
    except ValueError as error:
        raise SchemaError(
            Text("填写规范 {name} 不是正确的 JSON：{reason}", "the schema {name} is not JSON: {reason}"),
            name=name,
            reason=str(error),
        ) from error
    if not isinstance(schema, dict):
        raise SchemaError(Text("填写规范 {name} 应当是一个 JSON 对象", "the schema {name} must be a JSON object"), name=name)
    return schema


def _check(name: str, schema: Json) -> None:
    """A catalog's own schema must be a JSON Schema 2020-12. Raises :class:`SchemaError` with the place."""
    from jsonschema import Draft202012Validator

    meta = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in meta.iter_errors(schema):
        raise SchemaError(
            Text("填写规范 {name} 的 {place} 写得不对，不是 JSON Schema 2020-12", "the schema {name} is no JSON Schema 2020-12 at {place}"),
            name=name,
            place=error.json_path,
        )


def bundle(name: str, schemas: Mapping[str, Json]) -> Json:
    """The schema ``name`` with all it refers to under its ``$defs``, so that it needs no other file.

    Raises :class:`SchemaError`.
    """
    definitions: Json = {}

    def key(target: str) -> str:
        return Path(target).name.removesuffix(".schema.json")

    def rewritten(node: Any, file: str) -> Any:
        if isinstance(node, list):
            return [rewritten(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        out = {word: rewritten(value, file) for word, value in node.items() if word != "$defs"}
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference.startswith("#/$defs/"):
                out["$ref"] = f"#/$defs/{reference.rpartition('/')[2]}"
            else:
                target = (Path(file).parent / reference).as_posix()
                if target not in schemas:
                    raise SchemaError(
                        Text(
                            "填写规范 {file} 引用的 {target} 不存在", "the schema {file} refers to {target}, which is not there"
                        ),
                        file=file,
                        target=target,
                    )
                include(target)
                out["$ref"] = f"#/$defs/{key(target)}"
        return out

    def include(target: str) -> None:
        if key(target) in definitions:
            return
        definitions[key(target)] = {}
        body = rewritten(schemas[target], target)
        body.pop("$schema", None)
        definitions[key(target)] = body
        own(target)

    def own(file: str) -> None:
        for label, piece in schemas[file].get("$defs", {}).items():
            definitions[label] = rewritten(piece, file)

    own(name)
    out: Json = rewritten(schemas[name], name)
    if definitions:
        out["$defs"] = dict(sorted(definitions.items()))
    return out
