"""Reads ``schemas/``, the only schema walker: kinds, fields, verdicts and explanations."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import normpath
from typing import Any, Final

from powercat.core.document import digest
from powercat.core.errors import PowercatError, reason
from powercat.core.field import Field, Json
from powercat.core.resources import folder
from powercat.core.rule import Fault
from powercat.core.text import Text
from powercat.core.verdict import Engine, engine, explain

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class SchemaError(PowercatError):
    """A schema file that cannot be used."""

    exit_code = 2


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
    def _engine(self) -> Engine:
        return engine(self.schema)

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

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables (without ``table-``) that a catalog may extend."""
        return tuple(name.removeprefix(TABLE) for name in self.kinds if name.startswith(TABLE))


TABLE: Final = "table-"
"""What stands before the name of a table (``schemas/_tables/<name>.schema.json``) in the name of its kind."""

_WITHOUT_FOLDER: Final = {"_files": "", "_tables": TABLE}
"""The folders of schemas for files that are no records, with what their kinds are called before the file's name."""


def load_schemas(*, overrides: Path | None = None) -> Schemas:
    """The kinds of records, of reserved files and of tables (``table-<name>``).

    ``overrides`` is a catalog's own ``schemas/`` folder: its ``local.schema.json`` stands for the shared one, and files with an
    ``x-kind`` of their own add kinds. Raises :class:`SchemaError` for a file that is no usable schema.
    """
    shipped = folder("schemas")
    files: dict[str, bytes] = {}
    local: dict[str, str] = {}
    for base in (shipped, shipped / "_files", shipped / "_tables", shipped / "_shared"):
        for path in sorted(base.glob("*.schema.json")):
            files[str(path.relative_to(shipped).as_posix())] = _bytes(path)
    if overrides is not None and overrides.is_dir():
        for path in sorted(overrides.glob("*.schema.json")):
            name = "_shared/local.schema.json" if path.name == "local.schema.json" else path.name
            files[name] = _bytes(path)
            local[name] = f"{overrides.name}/{path.name}"
    version = digest(b"\0".join(name.encode() + b"\0" + content for name, content in sorted(files.items())))
    schemas = {name: _json(local.get(name, name), content) for name, content in files.items()}
    for name, shown in local.items():
        _check(shown, schemas[name])
    kinds = []
    for name, schema in schemas.items():
        own = schema.get("x-kind")
        prefix = _WITHOUT_FOLDER.get(name.partition("/")[0])
        if own or prefix is not None:
            own = own or {"name": f"{prefix}{Path(name).name.removesuffix('.schema.json')}", "folder": ""}
            kinds.append(Kind(own["name"], own.get("folder", ""), bundle(name, schemas), int(own.get("order", 100))))
    if local:
        for kind in kinds:
            _check_references(kind.name, kind.schema)
    kinds.sort(key=lambda kind: (not kind.folder, kind.order, kind.name))
    return Schemas({kind.name: kind for kind in kinds}, version)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SchemaError(
            Text("读不了填写规范 {path}：{reason}", "cannot read the schema {path}: {reason}"),
            path=str(path),
            reason=reason(error),
        ) from error


def _json(name: str, content: bytes) -> Json:
    try:
        schema = json.loads(content)
    except ValueError as error:
        raise SchemaError(
            Text("填写规范 {name} 不是正确的 JSON：{reason}", "the schema {name} is not JSON: {reason}"),
            name=name,
            reason=_where(error),
        ) from error
    if not isinstance(schema, dict):
        raise SchemaError(Text("填写规范 {name} 应当是一个 JSON 对象", "the schema {name} must be a JSON object"), name=name)
    return schema


def _where(error: ValueError) -> Text:
    if isinstance(error, json.JSONDecodeError):
        return Text(f"第 {error.lineno} 行第 {error.colno} 列", f"line {error.lineno}, column {error.colno}")
    return Text("不是 UTF-8", "not UTF-8")


def _check(name: str, schema: Json) -> None:
    """A catalog's own schema must be a JSON Schema 2020-12 in the dialect of the shipped ones.

    Raises :class:`SchemaError` with the place.
    """
    from jsonschema import Draft202012Validator

    dialect = _json("dialect.schema.json", _bytes(folder("schemas") / "_meta" / "dialect.schema.json"))
    for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema):
        raise SchemaError(
            Text(
                "填写规范 {name} 的 {place} 写得不对，不是 JSON Schema 2020-12",
                "the schema {name} is no JSON Schema 2020-12 at {place}",
            ),
            name=name,
            place=error.json_path,
        )
    for error in Draft202012Validator(dialect).iter_errors(schema):
        raise SchemaError(
            Text(
                "填写规范 {name} 的 {place} {fault}；写法照 powercat 自带的填写规范",
                "the schema {name} at {place} {fault}; write it as the shipped ones are",
            ),
            name=name,
            place=error.json_path,
            fault=_fault_of(error.validator, error.validator_value, error.instance),
        )


def _fault_of(keyword: object, wanted: Any, written: Any) -> Text:
    if keyword == "required":
        missing = "、".join(word for word in wanted if word not in written)
        return Text(f"缺少 {missing}", f"lacks {missing}")
    if keyword == "additionalProperties":
        return Text("用了这里不认的关键字", "uses a keyword that is not known here")
    return Text("写法不对", "is not written as it should be")


def _check_references(name: str, schema: Json) -> None:
    """Within a bundle every ``$ref`` leads somewhere, and never back. Raises :class:`SchemaError`."""
    definitions: Json = schema.get("$defs", {})

    def look(node: Any, above: tuple[str, ...]) -> None:
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str):
                target = reference.rpartition("/")[2]
                if target not in definitions or target in above:
                    raise SchemaError(
                        Text(
                            "填写规范 {name} 引用的 {target} 不存在，或者绕了一圈又引用自己",
                            "the schema {name} refers to {target}, which is not there or refers back to itself",
                        ),
                        name=name,
                        target=reference,
                    )
                look(definitions[target], (*above, target))
            for word, value in node.items():
                if word != "$defs":
                    look(value, above)
        elif isinstance(node, list):
            for item in node:
                look(item, above)

    look(schema, ())


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
                target = normpath(Path(file).parent.joinpath(reference).as_posix())
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
