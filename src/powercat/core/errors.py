"""What ends a command: the error and its exit code. Faults in records are findings, never errors."""

from __future__ import annotations

from powercat.core.text import Lang, Text


class PowercatError(Exception):
    """A fault that stops the command; told in one line, without a trace."""

    exit_code = 4

    def __init__(self, message: Text, **args: object) -> None:
        super().__init__(message.en)
        self.message = message
        self.args_ = args

    def say(self, lang: Lang) -> str:
        """The words, with the arguments filled in."""
        return self.message.say(lang, self.args_)


class UsageError(PowercatError):
    """Wrong usage, bad configuration, unknown revision."""

    exit_code = 2


class CatalogUnreadable(PowercatError):
    """The catalog cannot be read at all."""

    exit_code = 3


class EditRefused(PowercatError):
    """A change to a file that would not read back as intended; nothing is written."""
