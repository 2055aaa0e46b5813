"""PC006."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.diagnostic import Severity
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_INDENT = Text("行首用了全角空格", "this line is indented with full-width spaces")
_INDENT_HINT = Text(
    "删掉全角空格，改用半角空格（英文输入法下的空格），和同一层的行对齐",
    "replace them by ordinary spaces, in line with the lines of the same level",
)
_PAIR = Text(
    "“{text}”用的是中文冒号，整个是一段文字；本意是“栏目名: 内容”的要改",
    "“{text}” has a full-width colon and is read as one text",
)
_PAIR_HINT = Text(
    "是一段文字的，不用改，或者加上引号；是“栏目名: 内容”的，换成英文冒号加空格",
    "if a text is meant, leave it or put it in quotes; if “field: value” is meant, use an ordinary colon and a space",
)

_COMMA = Text("“{text}”里用的是中文的逗号、顿号或者分号，没有分成几项", "“{text}” has a full-width comma and is read as one item")
_COMMA_HINT = Text(
    "各项之间用英文逗号加空格隔开，例如：[甲, 乙]", "part the items with an ordinary comma and a space, for example [甲, 乙]"
)
_CHINESE_NAME_HINT = Text(
    "改成英文冒号，后面空一格；栏目名也要写英文的，例如：kind: power",
    "use an ordinary colon and a space, and write the field's English name, for example kind: power",
)
_BRACKET = Text("这里的括号“{sign}”是中文的，被当成了文字", "the bracket “{sign}” is full-width and is taken for text")
_BRACKET_HINT = Text(
    "改成英文的“{open}”“{close}”，一前一后都要改，里面的逗号、冒号也用英文的",
    "use “{open}” and “{close}”, in front and behind; inside write ordinary commas and colons too",
)
_QUOTE = Text(
    "“{text}”外面用的是中文引号，引号被当成了内容", "the quotes around “{text}” are Chinese ones and are taken for content"
)
_QUOTE_HINT = Text("去掉引号；一定要加的，用英文的双引号", "leave the quotes out; where they are needed use plain double quotes")
_SIGNS: Final[Mapping[str, tuple[Text, Text]]] = {
    "comma": (_COMMA, _COMMA_HINT),
    "bracket": (_BRACKET, _BRACKET_HINT),
    "quote": (_QUOTE, _QUOTE_HINT),
}


@rule(
    "PC006",
    on="text",
    title=Text("用了全角的标点或者空格", "full-width punctuation or space"),
    message=Text(
        "“{text}”后面用了中文冒号“：”，这里要用英文冒号加空格“: ”", "a full-width colon follows “{text}”; write “: ” here"
    ),
    hint=Text(
        "改成英文冒号，后面空一格，例如：name: 食品经营许可", "use an ordinary colon and a space, for example name: 食品经营许可"
    ),
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text("{count} 处用了全角的标点或者空格", "{count} places use full-width punctuation or spaces"),
    fixable=True,
)
def full_width_punctuation(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：该用英文标点的地方用了中文的冒号 `：`、逗号 `，`、括号 `【】` `｛｝`、引号 `“”`，或者行首用了全角空格。

    **为什么**：中文输入法打出来的冒号、空格看上去差不多，但是 YAML 不认。有时候整个文件读不下去，有时候“栏目名：
    内容”会悄悄变成一段文字。

    **怎么改**：栏目名是英文的，可以用 `powercat validate --fix` 自动改；栏目名写成中文的，改了冒号还要换成英文的栏目名。列表里
    “- 身份证：原件”这样的，可能本来就是一段文字，所以只是请您核实。文字里面的中文冒号不受影响。

    ```yaml
    kind: material
    id: id-card
    name：居民身份证 #! PC006
    type: certificate
    ```

    ```yaml
    kind: material
    id: id-card
    aliases:
      - 身份证：原件 #! PC006
      - name：身份证 #! PC006
    ```

    ```yaml
    kind: power
    id: food-licence
    power_type: “licence” #! PC006
    exercise_levels: [provincial，district] #! PC006
    codes:
      basic： "310100256001" #! PC006
    effective_from: 2026-01-01
    ```

    ```yaml
    kind: power
    id: food-licence
    exercise_levels: 【provincial, district】 #! PC006
    codes: {local_basic: "12", basic：x} #! PC006
    ```

    ```yaml
    kind: handbook
    id: food-licence-2026
    handling_items:
      - id: new
        statutory_limit: {value: 20，unit: working_day} #! PC006
    ```

    ```yaml
    kind: power
    id: food-licence
    codes: ｛basic: "310100256001"｝ #! PC006
    ```

    ```yaml
    种类：权力事项 #! PC006
    ```

    ```yaml
    kind: guide
    id: food-licence
    summary: 需要带的材料：身份证、申请表。
    rights:
      - "权利：要求说明理由"
      - 申请人有下列权利：要求说明不受理的理由；依法申请行政复议。
    ```

    In English: a full-width colon where YAML needs “: ”, full-width commas, brackets or quotes where the ordinary ones are
    needed, or full-width spaces as indentation, all easily typed with a
    Chinese input method. After an ASCII field name the colon is replaced by `--fix`. In a list, “- 身份证：原件” may well be
    meant as one text, so that is a warning only; full-width punctuation inside prose is never touched.
    """
    if fault.variant == "indent":
        yield finding(fault, _INDENT, _INDENT_HINT)
    elif fault.variant == "pair":
        yield finding(fault, _PAIR, _PAIR_HINT, Severity.WARNING, **fault.args)
    elif fault.variant in _SIGNS:
        yield finding(fault, *_SIGNS[fault.variant], **fault.args)
    else:
        yield finding(fault, hint=None if str(fault.args["text"]).isascii() else _CHINESE_NAME_HINT, **fault.args)
