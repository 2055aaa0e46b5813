"""A plug-in is a file in a folder: values are found by walking a package, not by registering."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Plugin = TypeVar("Plugin")


def collect(package: ModuleType, kind: type[Plugin]) -> tuple[Plugin, ...]:
    """Every module-level value of type ``kind`` defined in the modules below ``package``, in order of module name and position.

    A value that a module merely imports from another one is listed once.
    """
    found: dict[int, Plugin] = {}
    for info in sorted(pkgutil.walk_packages(package.__path__, package.__name__ + "."), key=lambda info: info.name):
        module = importlib.import_module(info.name)
        for value in vars(module).values():
            if isinstance(value, kind):
                found.setdefault(id(value), value)
    return tuple(found.values())
