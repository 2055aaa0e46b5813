"""The rules of the house, held against the source itself."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import powercat
from powercat import checks, exchange
from powercat.cli.app import GROUPS, TABLE, function_of
from powercat.core.registry import collect
from powercat.core.rule import PROFILES, Rule
from powercat.core.schema import Schemas
from powercat.core.text import Text
from powercat.report import Reporter

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "powercat"
MODULES = sorted(SOURCE.rglob("*.py"))
CHINESE = re.compile("[\u4e00-\u9fff]")


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on this working copy."""
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH", "")])])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# Who imports whom


def test_import_contracts() -> None:
    done = python("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of all that a module imports, type-checking imports too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports by relative name"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def test_core_stands_alone() -> None:
    outside = [
        f"{name_of(path)}:{line} {name}"
        for path in (SOURCE / "core").rglob("*.py")
        for line, name in imports(path)
        if name.startswith("powercat.") and not name.startswith("powercat.core.")
    ]
    assert outside == []


def test_the_library_knows_no_command_line() -> None:
    outside = [
        f"{name_of(path)}:{line} {name}"
        for path in MODULES
        for line, name in imports(path)
        if name.startswith("powercat.cli") and not name_of(path).startswith("cli/") and path.name != "__main__.py"
    ]
    assert outside == []


HOMES = {
    "typer": ("cli/",),
    "click": ("cli/",),
    "rich": ("cli/", "report/text.py"),
    "git": ("git/",),
    "jinja2": ("render/environment.py",),
    "jsonschema": ("core/schema.py", "core/verdict.py"),
    "jsonschema_rs": ("core/verdict.py",),
}
"""Who alone may import what."""


def test_packages_are_imported_at_home_only() -> None:
    astray = [
        f"{name_of(path)}:{line} {name}"
        for path in MODULES
        for line, name in imports(path)
        if not name_of(path).startswith(HOMES.get(name.split(".")[0], ("",)))
    ]
    assert astray == []


NETWORK = {"socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "asyncio"}


def test_no_code_path_to_the_network() -> None:
    found = [
        f"{name_of(path)}:{line} {name}"
        for path in MODULES
        for line, name in imports(path)
        if name.split(".")[0] in NETWORK or any(name.startswith(f"{each}.") for each in NETWORK)
    ]
    assert found == []


# What the library does not ask the machine


SURROUNDINGS = re.compile(
    r"(datetime|date)\.(now|today|utcnow)|time\.(time|time_ns|localtime|gmtime|strftime)|os\.(environ\w*|getenv|getcwd\w*|getlogin)"
    r"|Path\.(cwd|home)|os\.path\.(expanduser|expandvars)|locale(\.\w+)?|platform\.\w+|random(\.\w+)?|uuid(\.\w+)?|getpass(\.\w+)?"
)
ALLOWED_SURROUNDINGS: dict[str, str] = {}
"""``file: name`` → why it may be asked outside ``cli/`` all the same."""


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_no_clock_environment_folder_or_locale_is_read_outside_the_command_line() -> None:
    asked = []
    for path in MODULES:
        if name_of(path).startswith("cli/"):
            continue
        for node in ast.walk(tree(path)):
            name = dotted(node) if isinstance(node, ast.Attribute) else ""
            if SURROUNDINGS.fullmatch(name) and f"{name_of(path)}: {name}" not in ALLOWED_SURROUNDINGS:
                asked.append(f"{name_of(path)}:{getattr(node, 'lineno', 0)} {name}")
        for line, name in imports(path):
            if SURROUNDINGS.fullmatch(name) and f"{name_of(path)}: {name}" not in ALLOWED_SURROUNDINGS:
                asked.append(f"{name_of(path)}:{line} {name}")
    assert asked == []


def test_nothing_is_printed_outside_the_command_line() -> None:
    said = [
        f"{name_of(path)}:{node.lineno} {dotted(node)}"
        for path in MODULES
        if not name_of(path).startswith("cli/") and path.name != "__main__.py"
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and dotted(node) in ("sys.stdout", "sys.stderr", "sys.exit"))
    ]
    assert said == []


LOADS = {"load", "safe_load", "full_load", "unsafe_load", "load_all", "safe_load_all"}
ALLOWED_LOADS = {"core/document.py": "tells an author what an ordinary YAML reader makes of a number; the value is only shown"}


def test_no_other_yaml_reader_and_no_code_from_data() -> None:
    found = []
    for path in MODULES:
        for node in ast.walk(tree(path)):
            name = dotted(node.func) if isinstance(node, ast.Call) else ""
            if name.startswith("yaml.") and name[5:] in LOADS and name_of(path) not in ALLOWED_LOADS:
                found.append(f"{name_of(path)}:{node.lineno} {name}")  # type: ignore[attr-defined]
            if name in ("eval", "exec", "pickle.load", "pickle.loads", "os.system", "subprocess.run", "subprocess.Popen"):
                found.append(f"{name_of(path)}:{node.lineno} {name}")  # type: ignore[attr-defined]
    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in MODULES if tree(path).body and not ast.get_docstring(tree(path))]
    assert silent == []


def test_no_dust_and_no_god_files() -> None:
    banned = {"utils", "helpers", "common", "manager", "misc", "base"}
    assert [name_of(path) for path in MODULES if banned & set(path.relative_to(SOURCE).with_suffix("").parts)] == []
    assert [name_of(path) for path in MODULES if len(path.relative_to(SOURCE).parts) > 3] == []


# Texts


def written_texts() -> Iterator[tuple[str, str, str]]:
    """Place, Chinese and English of every ``Text`` that is written with plain strings."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and dotted(node.func) == "Text" and len(node.args) == 2:
                zh, en = (each.value if isinstance(each, ast.Constant) else None for each in node.args)
                if isinstance(zh, str) and isinstance(en, str):
                    yield f"{name_of(path)}:{node.lineno}", zh, en


def fillings(text: str) -> Iterator[tuple[str, str]]:
    """Name and form of each placeholder; ``{field: value}`` is YAML to be typed and stays as it is."""
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None and not (form or "").startswith(" "):
            yield name, f"{form or ''}{conversion or ''}"


def placeholders(text: str) -> set[str]:
    return {name for name, _ in fillings(text)}


ONE_LANGUAGE = {"cli/wording.py": "puts what click says in English into Chinese; the English stays click's own"}


def test_every_text_is_bilingual_with_equal_placeholders() -> None:
    wrong = []
    count = 0
    for place, zh, en in written_texts():
        count += 1
        if place.partition(":")[0] in ONE_LANGUAGE:
            continue
        if placeholders(zh) != placeholders(en):
            wrong.append(f"{place} placeholders: {zh} | {en}")
        for text in (zh, en):
            wrong += [
                f"{place} a placeholder is a plain name: {text}"
                for name, form in fillings(text)
                if not name.isidentifier() or form
            ]
        bare_zh, bare_en = (re.sub(r"\{\w*\}", "", text) for text in (zh, en))
        if bool(bare_zh.strip()) != bool(bare_en.strip()):
            wrong.append(f"{place} said in one language only: {zh} | {en}")
        elif re.search("[A-Za-z]{3}", bare_en) and not CHINESE.search(bare_zh) and bare_zh != bare_en:
            wrong.append(f"{place} no Chinese: {zh}")
        elif CHINESE.search(bare_zh) and not re.search("[A-Za-z]", bare_en):
            wrong.append(f"{place} no English: {en}")
    assert wrong == []
    assert count > 300


# Rules


def rules() -> list[Rule]:
    return [rule for package in (checks, exchange) for rule in collect(package, Rule)]


def test_codes_and_slugs_are_unique() -> None:
    found = rules()
    for names in ([rule.code for rule in found], [rule.slug for rule in found]):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [rule.code for rule in found if not re.fullmatch("PC[0-9]{3}", rule.code)] == []


def test_a_rule_file_is_named_after_its_rule() -> None:
    files: dict[Path, list[str]] = {}
    for rule in rules():
        files.setdefault(rule.source, []).append(rule.check.__name__)
    # a file of several rules (the reading of sources, the kinds of change) is named after what they share
    assert [str(path.relative_to(SOURCE)) for path, names in files.items() if len(names) == 1 and path.stem != names[0]] == []


def test_rules_look_at_something_that_there_is(schemas: Schemas) -> None:
    known = {"text", "schema", "catalog", "change", "import", "waiver", *schemas.known}
    assert [(rule.code, rule.on) for rule in rules() if rule.on not in known] == []


def rule_texts(rule: Rule) -> Iterator[tuple[str, Text]]:
    """All that a rule may say: its own texts, and those that its file keeps beside it."""
    for name in ("title", "message", "hint", "basis", "together"):
        text = getattr(rule, name)
        if text is not None:
            yield f"{rule.code} {name}", text
    for name, value in vars(sys.modules[rule.check.__module__]).items():
        for text in _texts_in(value):
            yield f"{rule.code} {name}", text


def _texts_in(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, dict):
        yield from _texts_in(list(value.values()))


def test_every_rule_speaks_both_languages() -> None:
    wrong = []
    for rule in rules():
        for place, text in rule_texts(rule):
            if not text.zh.strip() or not text.en.strip():
                wrong.append(f"{place} is empty")
            if placeholders(text.zh) != placeholders(text.en):
                wrong.append(f"{place} placeholders differ")
        if not CHINESE.search(rule.message.zh) or CHINESE.search(rule.message.en):
            wrong.append(f"{rule.code} message")
        if rule.together is not None and placeholders(rule.together.zh) != {"count"}:
            wrong.append(f"{rule.code} together wants {{count}} alone")
        if not CHINESE.search(rule.manual) or "In English" not in rule.manual:
            wrong.append(f"{rule.code} manual in both languages")
    assert wrong == []


TYPED = re.compile(r"\{\w*\}|powercat [a-z]+|[a-z_]+: ?[^\s）]+")
"""What is filled in, and what is shown as it is to be typed: a command, ``field: value``."""


def test_no_listed_value_stands_in_a_chinese_message(schemas: Schemas) -> None:
    fields = [field for kind in schemas.kinds.values() for field in kind.root.walk()]
    values = {value for field in fields for value in field.choices if re.fullmatch("[a-z_]{2,}", value)}
    values -= {field.name for field in fields} | set(schemas.kinds)  # what is a field's name too may be meant as that
    assert "working_day" in values
    told = [
        f"{place}: {word}"
        for rule in rules()
        for place, text in rule_texts(rule)
        for word in re.findall("[A-Za-z_]+", TYPED.sub("", text.zh))
        if word in values
    ]
    assert told == []


def test_severities_per_profile_never_fall_from_draft_to_publish() -> None:
    odd = []
    for rule in rules():
        draft, standard, publish = (rule.severity_in(profile) for profile in PROFILES)
        if not draft <= standard <= publish:
            odd.append(rule.code)
    assert odd == []


# Documentation


def test_the_reference_is_up_to_date() -> None:
    done = python("docs/generate.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_rule_and_kind_has_its_page(schemas: Schemas) -> None:
    reference = ROOT / "docs" / "reference"
    wanted = [f"commands/{name}.md" for name, *_ in TABLE] + [
        f"commands/{group}-{name}.md" for group, table in GROUPS.items() for name, *_ in table
    ]
    wanted += [f"rules/{rule.code}.md" for rule in rules()]
    wanted += [f"records/{name}.md" for name in schemas.known] + [f"tables/{name}.md" for name in schemas.tables]
    files = set(schemas.kinds) - set(schemas.known) - {f"table-{name}" for name in schemas.tables}
    wanted += [f"files/{name}.md" for name in files]
    assert [path for path in wanted if not (reference / path).is_file()] == []


def test_every_command_is_there_and_says_what_it_does() -> None:
    for name, function, words in (*TABLE, *(entry for table in GROUPS.values() for entry in table)):
        assert callable(function_of(function)) if function else name in GROUPS, name
        assert CHINESE.search(words.zh)
        assert not CHINESE.search(words.en)


# The public door


def test_the_public_door_opens_on_every_name() -> None:
    assert sorted(powercat.__all__) == list(powercat.__all__)
    for name in powercat.__all__:
        assert getattr(powercat, name) is not None, name
    public = {name for name in powercat.__all__ if not name.startswith("__")}
    assert public == set(powercat._HOME)
    assert powercat.validate.__module__ == "powercat.workspace"
    assert powercat.Text is Text


def test_a_name_that_is_not_public_is_an_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        powercat.nothing_of_that_name  # noqa: B018


def test_the_door_itself_costs_nothing() -> None:
    heavy = (
        "yaml",
        "jsonschema",
        "jsonschema_rs",
        "rich",
        "typer",
        "git",
        "jinja2",
        "rapidfuzz",
        "pypinyin",
        "sqlite3",
        "multiprocessing",
    )
    done = python("-c", f"import sys, powercat; print(*(name for name in {heavy!r} if name in sys.modules))")
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_star_import_of_the_door() -> None:
    done = python("-c", "from powercat import *; print(validate.__name__, Text('甲', 'a').en)")
    assert (done.returncode, done.stdout.strip()) == (0, "validate a"), done.stderr


def test_report_formats_are_those_of_the_contract() -> None:
    from powercat import report

    names = {reporter.name for reporter in collect(report, Reporter)}
    assert names >= {"text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown", "html"}
