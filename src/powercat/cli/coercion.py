"""What needs no coercion is spared it: typer hands every value to pydantic, which takes longer to import than all of powercat."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class _Spared:
    """Stands for typer's own coercion of a parameter, and makes that one only for a value that needs it."""

    def __init__(self, descriptor: Any) -> None:
        self.descriptor = descriptor

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        wanted, settings = self.descriptor.annotation, self.descriptor.parameter_info
        if settings.parser is None:
            if wanted is type(value) and wanted in (str, int):
                return value
            if wanted == list[str] and many and all(type(each) is str for each in value):
                return list(value)
            if wanted is Path and type(value) is str and not (settings.exists or settings.resolve_path or settings.writable):
                return Path(value)
        from typer._coercion import build_runtime_param

        return build_runtime_param(self.descriptor).coerce(value, param=param, ctx=ctx)


def spare(param: Any) -> None:
    """Let a parameter take nothing, text and numbers as they are where its function wants just that."""
    descriptor = getattr(param, "type_descriptor", None)
    if descriptor is not None and getattr(param, "_runtime_param", param) is None:
        param._runtime_param = _Spared(descriptor)
