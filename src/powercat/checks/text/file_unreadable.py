"""PC010."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_DENIED = Text("没有读取的权限", "permission denied")
_GONE = Text("文件刚刚被删掉或者改了名", "it was deleted or renamed a moment ago")
_DISK = Text("磁盘或者网络盘读取出错", "the disk or network drive failed")
_REASONS: Final[Mapping[str, Text]] = {
    "EACCES": _DENIED,
    "EPERM": _DENIED,
    "ENOENT": _GONE,
    "ENOTDIR": _GONE,
    "EISDIR": Text("它是文件夹，不是文件", "it is a folder, not a file"),
    "EIO": _DISK,
    "ESTALE": _DISK,
    "ETIMEDOUT": _DISK,
    "EMFILE": Text("同时打开的文件太多", "too many files are open"),
    "ENFILE": Text("同时打开的文件太多", "too many files are open"),
    "ELOOP": Text("链接绕了一圈又指回自己", "its link leads back to itself"),
}
_UNKNOWN = Text("系统没有说明原因", "the system does not say why")

_FOLDER = Text("这个文件夹打不开，里面的记录都没有检查", "this folder cannot be opened; the records in it were not checked")
_FOLDER_HINT = Text(
    "请管理员给您这个文件夹的读取权限；不是记录的，在 powercat.yaml 的 exclude 里写上它",
    "ask for permission to read the folder; if it holds no records, list it under exclude in powercat.yaml",
)
_LINK = Text(
    "这是一个链接，它指的文件不在目录里或者不存在，所以没有读",
    "this is a link whose target lies outside the catalog or does not exist; it was not read",
)
_LINK_HINT = Text(
    "把文件本身复制到这里，代替链接：目录里的每条记录都要能单独提交和审核",
    "put the file itself here instead of the link: every record must be part of the catalog that is committed and reviewed",
)


@rule(
    "PC010",
    on="text",
    title=Text("文件读不了", "file cannot be read"),
    message=Text("这个文件读不了：{reason}", "this file cannot be read: {reason}"),
    hint=Text(
        "看看文件的权限；在别的程序里打开着的，先关掉再试",
        "look at the file's permissions; if another program holds it open, close it there and try again",
    ),
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text("{count} 个文件或者文件夹读不了", "{count} files or folders cannot be read"),
)
def file_unreadable(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：目录里的文件或者文件夹打不开，或者是一个指到目录外面的链接。

    **为什么**：读不了的记录等于没有检查；程序不会悄悄跳过它。指到外面的链接不跟过去读：别人拿到这份目录的时候，
    外面的文件不在里面，也不应当让一个链接把目录以外的内容带进来。

    **怎么改**：给文件读取权限；链接换成文件本身；不是记录的文件夹，在 `powercat.yaml` 的 `exclude` 里写上。

    In English: a file or folder of the catalog cannot be opened, or is a link that leaves the catalog. It is never passed
    over in silence, since unread means unchecked; links that lead outside are not followed, for what they point to is no part
    of the catalog.
    """
    if fault.variant == "folder":
        yield finding(fault, _FOLDER, _FOLDER_HINT)
    elif fault.variant == "link":
        yield finding(fault, _LINK, _LINK_HINT)
    else:
        yield finding(fault, reason=_REASONS.get(str(fault.args.get("reason", "")), _UNKNOWN))
