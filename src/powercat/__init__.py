"""powercat: catalogs of administrative powers as YAML under git, checked against the law's own demands.

The public door: one function per command family and the types they speak. Names are imported when they are first used, so
that a command
pays only for what it needs.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, which takes longer to import than --version may take

__version__ = "0.1.0"

if TYPE_CHECKING:
    from typing import Any

    from powercat.core.catalog import Catalog
    from powercat.core.diagnostic import Diagnostic, Edit, Severity
    from powercat.core.engine import Selection
    from powercat.core.errors import CatalogUnreadable, PowercatError, UsageError
    from powercat.core.record import Node, Record
    from powercat.core.result import Result
    from powercat.core.rule import Finding, Rule, finding, rule
    from powercat.core.schema import Schemas, load_schemas
    from powercat.core.span import Span
    from powercat.core.text import Text
    from powercat.views.burden import burden
    from powercat.views.relations import relations
    from powercat.views.search import Condition, search
    from powercat.views.statistics import statistics
    from powercat.views.summary import summary
    from powercat.views.todo import todo
    from powercat.workspace import Effort, Workspace, all_rules, open_workspace, read_catalog, validate

_HOME = {
    "Catalog": "core.catalog",
    "CatalogUnreadable": "core.errors",
    "Condition": "views.search",
    "Diagnostic": "core.diagnostic",
    "Edit": "core.diagnostic",
    "Effort": "workspace",
    "Finding": "core.rule",
    "Node": "core.record",
    "PowercatError": "core.errors",
    "Record": "core.record",
    "Result": "core.result",
    "Rule": "core.rule",
    "Schemas": "core.schema",
    "Selection": "core.engine",
    "Severity": "core.diagnostic",
    "Span": "core.span",
    "Text": "core.text",
    "UsageError": "core.errors",
    "Workspace": "workspace",
    "all_rules": "workspace",
    "burden": "views.burden",
    "finding": "core.rule",
    "load_schemas": "core.schema",
    "open_workspace": "workspace",
    "read_catalog": "workspace",
    "relations": "views.relations",
    "rule": "core.rule",
    "search": "views.search",
    "statistics": "views.statistics",
    "summary": "views.summary",
    "todo": "views.todo",
    "validate": "workspace",
}

__all__ = [
    "Catalog",
    "CatalogUnreadable",
    "Condition",
    "Diagnostic",
    "Edit",
    "Effort",
    "Finding",
    "Node",
    "PowercatError",
    "Record",
    "Result",
    "Rule",
    "Schemas",
    "Selection",
    "Severity",
    "Span",
    "Text",
    "UsageError",
    "Workspace",
    "__version__",
    "all_rules",
    "burden",
    "finding",
    "load_schemas",
    "open_workspace",
    "read_catalog",
    "relations",
    "rule",
    "search",
    "statistics",
    "summary",
    "todo",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"powercat.{_HOME[name]}"), name)
