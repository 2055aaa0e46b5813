"""``powercat rules``."""

from __future__ import annotations

from powercat.cli import console, table
from powercat.cli.language import LANG
from powercat.cli.options import Language, Profile, Select, Table
from powercat.core.engine import Policy
from powercat.core.text import Text
from powercat.workspace import all_rules


def rules(form: Table = "table", select: Select = None, profile: Profile = None, lang: Language = None) -> int:
    """List the rules."""
    table.check_format(form)
    policy = Policy(profile or "standard")
    columns = {
        "code": Text("编号", "code"),
        "level": Text("级别", "level"),
        "title": Text("问题", "finding"),
        "slug": Text("英文名", "slug"),
        "fixable": Text("可自动改", "fixable"),
        "basis": Text("依据", "basis"),
    }
    wanted = tuple(code for group in select or () for code in group.replace(",", " ").split())

    def content() -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        for rule in all_rules():
            level = policy.severity(rule)
            if level is None or (wanted and not rule.code.startswith(wanted)):
                continue
            found.append(
                {
                    "code": rule.code,
                    "level": level.key if form == "json" else level.label.say(LANG),
                    "title": rule.title.say(LANG),
                    "slug": rule.slug,
                    "fixable": rule.fixable if form == "json" else {True: "✓", False: ""}[rule.fixable],
                    "basis": rule.basis.say(LANG),
                }
            )
        return found

    console.write(table.rows(form, columns, content(), LANG))
    return 0
