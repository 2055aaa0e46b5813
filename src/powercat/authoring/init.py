"""The files of a new catalog: configuration, folders, editor settings, CI, a README."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from powercat.authoring.editor import editor_text
from powercat.authoring.instructions import instructions
from powercat.authoring.new import blank, path_of, propose_id
from powercat.core import emit
from powercat.core.emit import Style
from powercat.core.errors import UsageError
from powercat.core.schema import Kind, Schemas
from powercat.core.store import CONFIG_NAME
from powercat.core.text import Lang, Text
from powercat.core.write import write_all

SCHEMA_FOLDER: Final = "editor/schemas"
"""Where the schemas for editors lie; ``schemas/`` is for what a catalog adds to the shipped ones."""

_CATALOG_ID: Final = "catalog"

_CONFIG_HEAD = Text(
    "目录的配置。行首带“# ”的都是默认做法或者例子；要改变的，去掉“# ”再改。",
    "The configuration of the catalog. Behind “# ” stand defaults or examples; to change one, take the “# ” away.",
)
_EDITOR_CONFIG: Final = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true

[*.{yaml,yml}]
indent_style = space
indent_size = 2

[*.md]
trim_trailing_whitespace = false
"""
_ATTRIBUTES: Final = f"""\
* text=auto
*.yaml text eol=lf diff
*.yml text eol=lf diff
*.md text eol=lf diff
{SCHEMA_FOLDER}/*.json text eol=lf linguist-generated
"""
_IGNORE: Final = """\
/report.*
/site/
/build/
*.tmp
~$*
.~*
.DS_Store
Thumbs.db
"""
_GITHUB: Final = """\
name: powercat
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install "@powercat@"
      - run: powercat validate --format github
"""
_GITLAB: Final = """\
powercat:
  image: python:3.12-slim
  script:
    - pip install "@powercat@"
    - powercat validate --output gitlab=powercat.json --output text=powercat.txt || code=$?
    - cat powercat.txt
    - exit "${code:-0}"
  artifacts:
    when: always
    reports:
      codequality: powercat.json
"""
_README = Text(
    """\
# {title}

这里是{whose}权力目录：一条记录一个 YAML 文件，用 git 管理，用 powercat 检查。

## 放在哪里

| 位置 | 内容 |
|---|---|
| `powercat.yaml` | 配置 |
| `catalog.yaml` | 目录本身：编制机关、版次、施行日期、首次登记备案 |
{folders}
| `tables/` | 对检查用的表（服务热线、责任环节……）的本地补充；没有就不用建，写法见 `powercat schema table-hotlines` |
| `editor/`、`.vscode/` | 编辑器的提示和设置，由 powercat 生成，不用改 |

## 怎样做

1. 先填好 `catalog.yaml` 和 `organizations/` 里的机关；尖括号里的“请填写”都要换成内容。
2. 新建一条记录：`powercat new power --name 食品经营许可`；照一条已有的抄：`powercat new power --from food-licence`。
3. 检查：`powercat validate`。每个问题都会说明在哪一行、为什么、怎么改；能放心自动改的，用 `powercat validate --fix`。
4. 看不懂某条规则：`powercat explain PC204`。
5. 没有问题了再提交；推送以后，服务器会用同样的规则再查一遍。

用 VS Code 打开这个文件夹，装上它推荐的 YAML 插件，填写时就有中文提示、可选的值和错误标记。
""",
    """\
# {title}

The catalog of powers {whose}: one record, one YAML file, under git, checked by powercat.

## What is where

| place | content |
|---|---|
| `powercat.yaml` | the configuration |
| `catalog.yaml` | the catalog itself: whose, which edition, in force from when, its first filing |
{folders}
| `tables/` | local entries for the tables of the rules (hotlines, chains of duties …), if any: `powercat schema table-hotlines` |
| `editor/`, `.vscode/` | hints and settings for editors, made by powercat, not to be edited |

## What to do

1. Fill in `catalog.yaml` and the bodies in `organizations/`; whatever stands in angle brackets is to be replaced.
2. A new record: `powercat new power --name 食品经营许可`; a copy of another: `powercat new power --from food-licence`.
3. Check: `powercat validate`. Every finding says where, why, and what to do; `powercat validate --fix` mends what is safe.
4. What a rule means: `powercat explain PC204`.
5. Commit when nothing is left; the server checks again with the same rules.

Open this folder in VS Code and install the YAML extension it recommends: hints, listed values and errors appear while you write.
""",
)
_TITLE = Text("{authority}权力目录", "Catalog of powers: {authority}")
_TITLE_BARE = Text("权力目录", "Catalog of powers")
_WHOSE = Text("{authority}的", "of {authority}")
_EXISTS = Text(
    "{folder} 已经是一个目录了（里面有 powercat.yaml），没有改动它；换一个文件夹",
    "{folder} is a catalog already (it holds powercat.yaml) and was left alone; choose another folder",
)


def scaffold(
    schemas: Schemas, lang: Lang, *, authority: str = "", division_code: str = "", version: str = ""
) -> Mapping[str, bytes]:
    """The files of a new catalog by path: what ``powercat init`` writes.

    With ``authority``, the name of the body whose catalog it is, there is a record of that body to fill in and the
    catalog names it. ``version`` is the release of powercat that CI installs; any when left out.
    """
    program = f"powercat=={version}" if version else "powercat"
    values = {"division_code": division_code} if division_code else {}
    files: dict[str, str] = {}
    if authority:
        organization = schemas["organization"]
        values["authority"] = propose_id(authority) or "authority"
        own = {"name": authority, **({"division_code": division_code} if division_code else {})}
        files[path_of(organization, values["authority"])] = blank(organization, lang, values=own, id=values["authority"])
    files["catalog.yaml"] = blank(schemas["catalog"], lang, values=values, id=_CATALOG_ID)
    files[CONFIG_NAME] = _config(schemas["config"], lang)
    files["README.md"] = _readme(schemas, lang, authority)
    files[".vscode/settings.json"] = _json(_vscode(schemas))
    files[".vscode/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    files |= {
        ".editorconfig": _EDITOR_CONFIG,
        ".gitattributes": _ATTRIBUTES,
        ".gitignore": _IGNORE,
        ".github/workflows/powercat.yml": _GITHUB.replace("@powercat@", program),
        ".gitlab-ci.yml": _GITLAB.replace("@powercat@", program),
    }
    for kind in _with_folders(schemas):
        files.setdefault(f"{kind.folder}/.gitkeep", "")
    out = {path: text.encode() for path, text in files.items()}
    for kind in (*_record_kinds(schemas), schemas["config"]):
        out[_schema_path(kind)] = editor_text(kind, lang)
    return dict(sorted(out.items()))


def create(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write the files below a folder, which is made if need be; the paths that were there already and were left alone.

    Raises :class:`UsageError` when the folder is a catalog already.
    """
    if (root / CONFIG_NAME).exists():
        raise UsageError(_EXISTS, folder=str(root))
    there = tuple(path for path in files if (root / path).exists() or (root / path).is_symlink())
    write_all({root / path: content for path, content in files.items() if path not in there}, replace=False)
    return there


def _record_kinds(schemas: Schemas) -> list[Kind]:
    return [schemas[name] for name in schemas.known]


def _with_folders(schemas: Schemas) -> list[Kind]:
    return [kind for kind in _record_kinds(schemas) if kind.folder != "."]


def _schema_path(kind: Kind) -> str:
    return f"{SCHEMA_FOLDER}/{kind.name}.schema.json"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _vscode(schemas: Schemas) -> dict[str, object]:
    """Settings that give the YAML extension our schemas and keep it off the network, and that leave the text as it is written."""
    patterns: dict[str, object] = {}
    for kind in _record_kinds(schemas):
        below = [f"{kind.folder}/**/*.yaml", f"{kind.folder}/**/*.yml"]
        patterns[f"./{_schema_path(kind)}"] = [f"{kind.name}.yaml"] if kind.folder == "." else below
    patterns[f"./{_schema_path(schemas['config'])}"] = [CONFIG_NAME]
    return {
        "yaml.schemas": patterns,
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "editor.unicodeHighlight.ambiguousCharacters": False,
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.detectIndentation": False,
            "editor.formatOnSave": False,
        },
    }


def _config(kind: Kind, lang: Lang) -> str:
    """``powercat.yaml``: every setting explained, all but profile and language commented out."""
    given = {"profile": "standard", "language": lang}
    lines = emit.comment(_CONFIG_HEAD.say(lang))
    for name, field in kind.root.properties.items():
        value = given.get(name, field.examples[0] if field.examples else None)
        written = emit.entry(f"{name}:", value, field, Style(), depth=1)
        lines += ["", *instructions(kind.root, field, lang, with_fields=True)]
        lines += written if name in given else [f"# {line}" for line in written]
    return "\n".join(lines) + "\n"


def _readme(schemas: Schemas, lang: Lang, authority: str) -> str:
    folders = "\n".join(f"| `{kind.folder}/` | {kind.title.say(lang)} |" for kind in _with_folders(schemas))
    named = {"authority": authority}
    title = _TITLE.say(lang, named) if authority else _TITLE_BARE.say(lang)
    whose = _WHOSE.say(lang, named) if authority else ""
    return _README.say(lang, {"title": title, "whose": whose, "folders": folders})
