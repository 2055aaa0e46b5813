"""What ends a command: the error and its exit code. Faults in records are findings, never errors."""

from __future__ import annotations

import errno

from powercat.core.text import Lang, Text

_REASONS = {
    errno.ENOENT: Text("没有这个文件", "no such file"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EPERM: Text("没有权限", "not permitted"),
    errno.EISDIR: Text("这是一个文件夹", "it is a folder"),
    errno.ENOTDIR: Text("路径中间有一段不是文件夹", "part of the path is no folder"),
    errno.ENOSPC: Text("磁盘满了", "the disk is full"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.ENAMETOOLONG: Text("名字太长", "the name is too long"),
    errno.ELOOP: Text("链接绕了圈", "links lead in a circle"),
    errno.EIO: Text("磁盘读写出错", "the disk failed"),
    errno.EEXIST: Text("已经有了", "it exists already"),
    errno.EINVAL: Text("系统不接受这个名字或者位置", "the system does not accept the name or place"),
}


def reason(error: OSError) -> Text:
    """Why the system refused, in words."""
    known = _REASONS.get(error.errno or 0)
    return known or Text(f"系统不允许（{errno.errorcode.get(error.errno or 0, '?')}）", error.strerror or str(error))


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
