"""From a catalog's folder to a result: the same with and without cache, with one process or several."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from powercat import workspace as module
from powercat.core.engine import Selection
from powercat.core.errors import UsageError
from powercat.core.pack import pack_diagnostic
from powercat.core.result import Result
from powercat.workspace import Effort, Rules, Workspace, all_rules, below, open_workspace, read_catalog, validate

ROOT = Path(__file__).parents[2]
DAY = date(2026, 7, 1)
SECOND = 1_000_000_000
LATER = 4_000_000_000 * SECOND
"""A time at which every file of the tests has long been settled."""


def generate(folder: Path, count: int) -> None:
    """The generator of the benchmarks."""
    spec = importlib.util.spec_from_file_location("generate_for_test", ROOT / "benchmarks" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    made.write(folder, count)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog of 900 records, every fiftieth with a fault of its own."""
    folder = tmp_path_factory.mktemp("large")
    generate(folder, 900)
    for number, path in enumerate(sorted(folder.rglob("*.yaml"))[::50]):
        raw = path.read_bytes()
        broken = [
            raw + "颜色: 红\n".encode(),
            raw + b"x: [\n",
            raw.replace(b"law-", b"lew-"),
            raw.replace(b"id: ", b"id:  &a ", 1),
            raw.decode().encode("gb18030"),
            b"",
        ][number % 6]
        path.write_bytes(broken if path.name != "powercat.yaml" else raw)
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A catalog of a few records to be changed at will."""
    folder = tmp_path / "small"
    generate(folder, 15)
    return folder


def content(result: Result) -> str:
    """All there is in a result, in order."""
    return "\n".join([str(result.records), *(repr(pack_diagnostic(each)) for each in result.findings)])


def judged(folder: Path, effort: Effort, **more: str) -> str:
    return content(validate(open_workspace(folder), DAY, effort=effort, **more))  # type: ignore[arg-type]


def test_the_result_is_the_same_with_one_process_and_two_cold_and_warm(large: Path, tmp_path: Path) -> None:
    plain = judged(large, Effort(jobs=1))
    assert validate(open_workspace(large), DAY, effort=Effort(jobs=1)).findings
    cache = tmp_path / "cache"
    others = {
        "two processes": judged(large, Effort(jobs=2)),
        "two processes, cold": judged(large, Effort(2, cache, LATER)),
        "warm": judged(large, Effort(1, cache, LATER)),
        "one process, cold": judged(large, Effort(1, tmp_path / "other", LATER)),
        "warm again": judged(large, Effort(2, tmp_path / "other", LATER)),
        "documents warm, another profile": judged(large, Effort(1, cache, LATER), profile="standard"),
    }
    assert [name for name, other in others.items() if other != plain] == []


def test_a_result_from_the_cache_runs_nothing(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    effort = Effort(1, tmp_path / "cache", LATER)
    before = judged(small, effort)
    monkeypatch.setattr(module, "load", lambda *_, **__: pytest.fail("files are read again"))
    assert judged(small, effort) == before
    monkeypatch.setattr(module, "all_rules", lambda: pytest.fail("rules are run again"))
    assert judged(small, effort) == before


def change_a_record(folder: Path) -> None:
    path = next((folder / "powers").iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")


def change_a_record_in_place(folder: Path) -> None:
    path = next((folder / "powers").iterdir())
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"licence", b"license"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def remove_a_record(folder: Path) -> None:
    next((folder / "organizations").iterdir()).unlink()


def add_a_record(folder: Path) -> None:
    (folder / "powers" / "new.yaml").write_text("kind: power\nid: new\n", encoding="utf-8")


def rename_a_record(folder: Path) -> None:
    path = next((folder / "powers").iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    path.rename(path.with_name("aaa.yaml"))


def weigh_a_rule_otherwise(folder: Path) -> None:
    change_a_record(folder)
    (folder / "powercat.yaml").write_text("rules: [{code: PC102, level: info, reason: 试}]\n", encoding="utf-8")


def exclude_a_folder(folder: Path) -> None:
    (folder / "powercat.yaml").write_text("exclude: [organizations]\n", encoding="utf-8")


def add_a_schema(folder: Path) -> None:
    (folder / "schemas").mkdir()
    local = (ROOT / "schemas/_shared/local.schema.json").read_text(encoding="utf-8")
    text = local.replace(
        '"additionalProperties": true',
        '"additionalProperties": false, "properties": {"a": {"title": "甲", "description": "甲。", "x-en": {"title": "a", "description": "a"}, "type": "string", "examples": ["x"]}}',
    ).replace('"example": true', '"a": "x"')
    (folder / "schemas" / "local.schema.json").write_text(text, encoding="utf-8")
    path = next((folder / "powers").iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "local: {b: 1}\n", encoding="utf-8")


DEMAND = "demands: [{id: x, record: power, part: %s, of: [licence, application, ex_officio], source: 本市规定}]\n"
"""A table's file that demands a field of powers."""


def add_a_table(folder: Path) -> None:
    (folder / "tables").mkdir()
    (folder / "tables" / "demands.yaml").write_text(DEMAND % "reform_mode", encoding="utf-8")


CHANGES: list[Callable[[Path], None]] = [
    change_a_record,
    change_a_record_in_place,
    remove_a_record,
    add_a_record,
    rename_a_record,
    weigh_a_rule_otherwise,
    exclude_a_folder,
    add_a_schema,
    add_a_table,
]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen_through_the_cache(small: Path, tmp_path: Path, change: Callable[[Path], None]) -> None:
    effort = Effort(1, tmp_path / "cache", LATER)
    before = judged(small, effort)
    assert judged(small, effort) == before
    change(small)
    after = judged(small, Effort(jobs=1))
    assert after != before
    assert judged(small, effort) == after
    assert judged(small, effort) == after


def test_a_changed_table_is_seen_through_the_cache_with_and_without_stamps(small: Path, tmp_path: Path) -> None:
    effort = Effort(1, tmp_path / "cache", LATER)
    add_a_table(small)
    before = judged(small, effort)
    space = open_workspace(small)
    (small / "tables" / "demands.yaml").write_text(DEMAND % "related", encoding="utf-8")
    assert judged(small, effort) != before
    unsaved = space.overlaid({"tables/demands.yaml": b"{}"})
    plain = content(validate(unsaved, DAY, effort=effort))
    assert content(validate(unsaved, DAY, effort=effort)) == plain != before
    other = space.overlaid({"tables/demands.yaml": (DEMAND % "reform_mode").encode()})
    assert content(validate(other, DAY, effort=effort)) == before


def test_a_file_changed_within_the_time_it_takes_to_settle_is_read_again(small: Path, tmp_path: Path) -> None:
    path = next((small / "powers").iterdir())
    just_now = max(path.stat().st_mtime_ns, path.stat().st_ctime_ns) + SECOND
    workspace = open_workspace(small)
    frozen = workspace.store.files()

    class Deaf:
        """A folder whose stamps tell of no change, as a coarse clock would."""

        def files(self) -> object:
            return frozen

        def read(self, name: str) -> bytes:
            return workspace.store.read(name)

    deaf = workspace.on(Deaf())  # type: ignore[arg-type]
    before = content(validate(deaf, DAY, effort=Effort(1, tmp_path / "cache", just_now)))
    path.write_bytes(path.read_bytes().replace(b"licence", b"license"))
    assert content(validate(deaf, DAY, effort=Effort(1, tmp_path / "cache", just_now))) != before


def test_another_day_and_another_profile_are_judged_anew(small: Path, tmp_path: Path) -> None:
    change_a_record(small)
    effort = Effort(1, tmp_path / "cache", LATER)
    workspace = open_workspace(small)
    for day, profile in ((DAY, ""), (date(2019, 1, 1), ""), (DAY, "draft"), (DAY, "publish")):
        plain = validate(workspace, day, profile=profile, effort=Effort(jobs=1))
        assert content(validate(workspace, day, profile=profile, effort=effort)) == content(plain)


def test_another_version_of_the_program_judges_anew(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    effort = Effort(1, tmp_path / "cache", LATER)
    judged(small, effort)
    monkeypatch.setattr(module, "_code_version", lambda: "newer")
    monkeypatch.setattr(module, "judge", lambda *_: [])
    assert validate(open_workspace(small), DAY, effort=effort).findings == ()
    calls = []
    monkeypatch.setattr(module, "_code_version", lambda: "newest")
    monkeypatch.setattr(module, "judge", lambda *_: calls.append(1) or [])
    judged(small, effort)
    assert calls == [1]


def test_the_version_of_the_program_changes_with_its_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "checks" / "data").mkdir(parents=True)
    (tmp_path / "checks" / "data" / "words.yaml").write_text("a")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "workspace.py"))
    before = module._code_version()
    assert module._code_version() == before
    (tmp_path / "checks" / "data" / "words.yaml").write_text("ab")
    assert module._code_version() != before
    before = module._code_version()
    monkeypatch.setattr(module, "_HAVE_A_SAY", ())
    assert module._code_version() != before


def test_a_configuration_may_do_without_the_cache(small: Path, tmp_path: Path) -> None:
    (small / "powercat.yaml").write_text("cache: false\n")
    judged(small, Effort(1, tmp_path / "cache", LATER))
    assert not (tmp_path / "cache").exists()


def test_nothing_is_written_into_the_catalog(small: Path, tmp_path: Path) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in small.rglob("*")}

    before = state()
    judged(small, Effort(1, tmp_path / "cache", LATER))
    assert state() == before


def test_what_is_wrong_with_a_table_is_told_at_its_place(small: Path) -> None:
    (small / "tables").mkdir()
    (small / "tables" / "README.md").write_text("本地的表\n", encoding="utf-8")
    assert open_workspace(small).faults == ()
    (small / "tables" / "demands.yaml").write_text("# 本地\n" + DEMAND % "effective_form", encoding="utf-8")
    (small / "tables" / "demand.yaml").write_text("{}\n", encoding="utf-8")
    told = [(each.code, each.span.path, each.span.line, each.span.column) for each in open_workspace(small).faults]
    assert told == [("PC008", "tables/demand.yaml", 1, 1), ("PC104", "tables/demands.yaml", 2, 40)]
    first, second = open_workspace(small).faults
    assert "demands.yaml" in first.advice("zh")
    assert "effective_from" in second.advice("en")


def test_a_table_that_cannot_be_read_is_told(small: Path) -> None:
    (small / "tables" / "demands.yaml").mkdir(parents=True)
    with pytest.raises(UsageError) as caught:
        open_workspace(small)
    assert "tables/demands.yaml" in caught.value.say("zh")


def test_a_catalog_without_tables_pays_nothing_for_them(small: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from powercat.workspace import open_workspace; open_workspace(Path(sys.argv[1]));"
    )
    code += "print(sorted({'powercat.power.tables', 'powercat.power.calendars', 'powercat.checks'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code, str(small)], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


RUN = """
import sys
from datetime import date
from pathlib import Path
from powercat.core.pack import pack_diagnostic
from powercat.workspace import Effort, open_workspace, validate
found = validate(open_workspace(Path(sys.argv[1])), date(2026, 7, 1), effort=Effort(1, Path(sys.argv[2]), int(sys.argv[3])))
text = "\\n".join([str(found.records), *(repr(pack_diagnostic(each)) for each in found.findings)])
sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
"""


def test_several_programs_at_once_share_one_cache(large: Path, tmp_path: Path) -> None:
    plain = judged(large, Effort(jobs=1))
    command = [sys.executable, "-c", RUN, str(large), str(tmp_path / "cache"), str(LATER)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    told = [process.communicate()[0].decode("utf-8", "surrogatepass") for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert told == [plain] * 3
    assert judged(large, Effort(1, tmp_path / "cache", LATER)) == plain


def test_unsaved_text_is_judged_and_leaves_the_cache_in_order(small: Path, tmp_path: Path) -> None:
    effort = Effort(1, tmp_path / "cache", LATER)
    workspace = open_workspace(small)
    before = content(validate(workspace, DAY, effort=effort))
    path = next((small / "powers").iterdir()).relative_to(small).as_posix()
    over = workspace.overlaid({path: (small / path).read_bytes() + b"colour: red\n"})
    assert "PC102" in {each.code for each in validate(over, DAY, effort=effort).findings}
    assert content(validate(over, DAY, effort=effort)) == content(validate(over, DAY, effort=Effort(jobs=1)))
    assert content(validate(workspace, DAY, effort=effort)) == before


def test_selection_is_applied_to_what_the_cache_holds(small: Path, tmp_path: Path) -> None:
    change_a_record(small)
    effort = Effort(1, tmp_path / "cache", LATER)
    workspace = open_workspace(small)
    everything = validate(workspace, DAY, effort=effort)
    some = validate(workspace, DAY, selection=Selection(select=["PC102"]), effort=effort)
    assert {each.code for each in some.findings} == {"PC102"}
    assert some.records == everything.records
    none = validate(workspace, DAY, selection=Selection(paths=lambda _: False), effort=effort)
    assert none.findings == ()
    (small / "powercat.yaml").write_text("select: [PC1]\nignore: [PC102]\n", encoding="utf-8")
    configured = validate(open_workspace(small), DAY, effort=effort)
    assert not {each.code for each in configured.findings} & {"PC102", "PC205"}
    asked = validate(open_workspace(small), DAY, selection=Selection(select=["PC102"]), effort=effort)
    assert asked.findings == ()


def test_the_configuration_is_judged_first(small: Path) -> None:
    (small / "powercat.yaml").write_text("profil: draft\n", encoding="utf-8")
    (fault,) = open_workspace(small).faults
    assert (fault.code, fault.span.path, fault.span.line) == ("PC102", "powercat.yaml", 1)


def test_a_folder_of_records_that_is_not_there_is_told(small: Path) -> None:
    (small / "powercat.yaml").write_text("records: [powers, recrods]\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        open_workspace(small)
    assert "recrods" in caught.value.say("zh")


def test_read_catalog(small: Path, tmp_path: Path) -> None:
    workspace = open_workspace(small / "powers")
    assert workspace.root == small
    assert len(read_catalog(workspace, DAY)) == 15
    told: list[tuple[int, int]] = []
    effort = Effort(1, tmp_path / "cache", LATER, lambda done, of: told.append((done, of)))
    assert len(read_catalog(workspace, DAY, effort)) == 15
    assert told[-1] == (15, 15)
    assert dict(read_catalog(workspace, DAY, effort)).keys() == dict(read_catalog(workspace, DAY)).keys()


@pytest.mark.parametrize(
    ("paths", "inside", "outside"),
    [
        (["powers"], "powers/a.yaml", "powers-old/a.yaml"),
        (["powers/a.yaml", "laws"], "laws/b.yaml", "powers/b.yaml"),
        (["."], "anything", None),
        (["powers/../laws"], "laws/a.yaml", "powers/a.yaml"),
    ],
)
def test_paths_to_report(tmp_path: Path, paths: list[str], inside: str, outside: str | None) -> None:
    test = below(tmp_path, [tmp_path / path for path in paths])
    assert test(inside)
    assert outside is None or not test(outside)


def test_a_path_outside_the_catalog_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="elsewhere"):
        below(tmp_path / "catalog", [tmp_path / "elsewhere"])


def test_rules_by_code() -> None:
    rules = Rules()
    assert list(rules) == [rule.code for rule in all_rules()] == sorted(rules)
    assert rules["PC101"].slug == "field-missing"
    assert len(rules) == len(all_rules())
    with pytest.raises(KeyError):
        rules["PC000"]


def test_a_workspace_on_another_store_is_otherwise_the_same(small: Path) -> None:
    workspace: Workspace = open_workspace(small)
    other = workspace.overlaid({"powers/x.yaml": b""})
    assert replace(other, store=workspace.store) == workspace
