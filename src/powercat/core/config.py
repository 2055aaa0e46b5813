"""``powercat.yaml``: where it is, what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from powercat.core.diagnostic import Severity
from powercat.core.document import Document, Parsed, decode, digest, parse
from powercat.core.engine import Policy, Selection
from powercat.core.errors import UsageError, reason
from powercat.core.load import Scope, placed
from powercat.core.result import Weakened
from powercat.core.rule import PROFILES, Rule
from powercat.core.schema import Schemas
from powercat.core.store import CONFIG_NAME
from powercat.core.text import Text


@dataclass(frozen=True)
class Config:
    """What ``powercat.yaml`` says; the defaults where it says nothing."""

    records: Sequence[str] = (".",)
    exclude: Sequence[str] = ()
    profile: str = "standard"
    fail_on: str = "error"
    language: str = ""
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a severity was set, by code."""
    jobs: int = 0
    cache: bool = True

    @property
    def scope(self) -> Scope:
        return Scope(self.records, self.exclude)

    def policy(self, profile: str = "") -> Policy:
        """How findings are weighed; ``profile`` stands before the configured one. Raises :class:`UsageError` for one
        there is not."""
        chosen = profile or self.profile
        if chosen not in PROFILES:
            raise UsageError(
                Text("检查档次可以写 {profiles}，写的是 {chosen}", "a profile is one of {profiles}, not {chosen}"),
                profiles=PROFILES,
                chosen=chosen,
            )
        return Policy(chosen, self.severities)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, and beginnings of codes, that it speaks of."""
        return (*self.severities, *self.select, *self.ignore)

    def weakened(self, rules: Iterable[Rule], profile: str = "") -> Iterator[Weakened]:
        """The rules that it makes milder than they are in the profile, or leaves out."""
        policy = self.policy(profile)
        chosen = Selection(self.select, self.ignore)
        for rule in rules if self.codes else ():
            default = rule.severity_in(policy.profile)
            level = policy.severity(rule) if chosen.takes_code(rule.code) else None
            if level is None or level < default:
                yield Weakened(rule.code, level, default, self.reasons.get(rule.code, ""))


def find_root(start: Path) -> Path:
    """The catalog's folder: the nearest one upward that holds ``powercat.yaml``, else the only one directly below ``start``.

    Raises :class:`UsageError` when there is none, or several.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    try:
        below = sorted(path.parent for path in start.glob(f"*/{CONFIG_NAME}"))
    except OSError:
        below = []
    if len(below) == 1:
        return below[0]
    if below:
        raise UsageError(
            Text(
                "这里有几个目录：{names}。用 -C 说明是哪一个，例如：powercat -C {first} validate",
                "several catalogs here: {names}. Say which with -C, for example: powercat -C {first} validate",
            ),
            names=tuple(path.name for path in below),
            first=below[0].name,
        )
    raise UsageError(
        Text(
            "从 {start} 往上没有找到 powercat.yaml。用 -C 指出目录所在的文件夹，或者用 powercat init 新建一个目录",
            "no powercat.yaml from {start} upward. Point to the catalog's folder with -C, or make one with powercat init",
        ),
        start=str(start),
    )


@dataclass(frozen=True)
class ReadConfig:
    """The configuration as read. ``document`` carries the faults, positions ready; the configuration is usable when it
    has none."""

    config: Config
    document: Document


def read_config(root: Path, schemas: Schemas) -> ReadConfig:
    """Read ``powercat.yaml`` of a catalog's folder. Raises :class:`UsageError` when it cannot be read."""
    path = root / CONFIG_NAME
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(
            Text("读不了 {path}：{reason}", "cannot read {path}: {reason}"), path=str(path), reason=reason(error)
        ) from error
    document = reserved_document(CONFIG_NAME, raw, "config", schemas)
    data = document.data if isinstance(document.data, dict) and not document.faults else {}
    config = Config(
        records=tuple(data.get("records", (".",))),
        exclude=tuple(data.get("exclude", ())),
        profile=data.get("profile", "standard"),
        fail_on=data.get("fail_on", "error"),
        language=data.get("language", ""),
        select=tuple(data.get("select", ())),
        ignore=tuple(data.get("ignore", ())),
        severities={
            setting["code"]: None if setting["level"] == "off" else Severity[setting["level"].upper()]
            for setting in data.get("rules", ())
        },
        reasons={setting["code"]: setting["reason"] for setting in data.get("rules", ())},
        jobs=int(data.get("jobs", 0)),
        cache=data.get("cache", True),
    )
    return ReadConfig(config, document)


def reserved_document(path: str, raw: bytes, kind: str, schemas: Schemas) -> Document:
    """A reserved file (configuration, mapping …) held against its schema; an empty file is an empty mapping."""
    text, faults = decode(raw)
    parsed = parse(text) if text or not faults else Parsed(None, (), whole=False)
    data = {} if parsed.data is None and parsed.whole else parsed.data
    document = Document(path, digest(raw), data, (*faults, *parsed.faults), parsed.whole, lambda _: raw)
    if parsed.whole:
        judged = [placed(fault, document) for fault in schemas[kind].faults(data)]
        document.faults += tuple(judged)
    return document
