"""PC201."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

INSIDE = Text("“{list}”里有两项的编号都是“{value}”", "two items of “{list}” bear the id “{value}”")
INSIDE_HINT = Text("给后一项换一个编号，引用它的地方一起改", "give the later one another id, and change what refers to it")
IN_TABLE = Text("“{list}”里有两条的{key}都是“{value}”", "two entries of “{list}” have the same {key}, “{value}”")
IN_TABLE_HINT = Text(
    "是一件事的，合成一条；是两件事的，改后一条的{key}。与自带的表相同的那一条代替自带的，另一条是新增的",
    "if both are the same thing, make one of them; if not, change the {key} of the later one. The entry that has it in "
    "common with the shipped table replaces that, the other is added",
)
SECOND_CATALOG = Text(
    "目录记录只能有一份，“{first}”已经是了", "there can be only one catalog record, and “{first}” is it already"
)
SECOND_CATALOG_HINT = Text("把两份合成一份", "make one of the two")
FIRST = Text("先用这个编号的记录", "the record that bears this id already")


@rule(
    "PC201",
    on="catalog",
    title=Text("编号重复", "the same id used twice"),
    message=Text(
        "编号“{value}”已经有一条{kind}记录在用（{first}）",
        "the id “{value}” is borne by another record already ({kind}, {first})",
    ),
    hint=Text(
        "是同一件事的，合成一条；不是的，给这一条换一个编号，引用它的地方一起改",
        "if both are the same thing, make one record of them; if not, give this one another id and change what refers to it",
    ),
    basis=Text("《记录格式》“编号”：同一类记录里不重复", "Record format, “id”: unique within its kind"),
    together=Text(
        "{count} 个编号重复：引用时分不清指哪一条，先改编号",
        "{count} ids are used twice: references cannot tell which is meant; change them first",
    ),
)
def id_repeated(subject: Catalog | Fault) -> Iterator[Finding]:
    """
    **发现什么**：同一类的两条记录用了同一个编号，或者一个清单里的两项用了同一个编号。两个文件都会指出来，问题记在路径靠后的那一个
    上。

    **为什么**：别的记录引用它时，分不清指的是哪一条。常见的原因是复制了一个文件、忘了改编号。

    **怎么改**：是同一件事的，合成一条；不是的，后一条换一个编号。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    --- # powers/food-licence（副本）.yaml
    kind: power
    id: food-licence #! PC201
    ```

    不同种类的记录可以用同一个编号，例如权力事项和它的责任事项。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    --- # responsibilities/food-licence.yaml
    kind: responsibility
    id: food-licence
    ```

    一条记录里面也一样：同一个清单里的编号不能重复；不同的清单互不相干。

    ```yaml
    kind: organization
    id: market
    units:
      - {id: window, name: 受理科}
    posts:
      - {id: window, name: 受理岗}
      - {id: window, name: 发证岗} #! PC201
    ```

    目录记录（kind: catalog）整个目录只有一份。

    ```yaml
    --- # catalog.yaml
    kind: catalog
    id: shanghai
    --- # catalog2026.yaml
    kind: catalog #! PC201
    id: shanghai-2026
    ```

    In English: an id names one record of its kind, and one item of its list; otherwise a reference cannot tell which is meant.
    The finding stands at the file that comes later in order of path and points to the other one. There is one catalog record.
    """
    if isinstance(subject, Fault):
        words = (IN_TABLE, IN_TABLE_HINT) if subject.variant == "table" else (INSIDE, INSIDE_HINT)
        yield finding(subject, *words, **subject.args)
        return
    for record in subject.repeated:
        first = subject[record.ref]
        yield finding(record["id"], kind=record.kind.title, value=record.id, first=first.path, related=[(first["id"], FIRST)])
    for record in subject.of("catalog")[1:]:
        first = subject.of("catalog")[0]
        yield finding(record["kind"], SECOND_CATALOG, SECOND_CATALOG_HINT, first=first.path, related=[(first["kind"], FIRST)])
