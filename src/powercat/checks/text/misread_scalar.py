"""PC005."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.diagnostic import Severity
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_DIGITS = Text(
    "“{value}”超过 15 位又没有加引号，会被当作数字，末尾几位可能变掉",
    "“{value}” has more than 15 digits and no quotes; read as a number, its last digits may change",
)

_CUT = Text("“{value}”后面的“{lost}”被当作注释，没有读进来", "“{lost}” behind “{value}” is taken for a comment and not read")
_CUT_HINT = Text(
    "是内容的，整个加上引号；是注释的，在 # 后面空一格",
    "if it belongs to the value, put the whole in quotes; if it is a comment, write a space after #",
)


@rule(
    "PC005",
    on="text",
    title=Text("编码没有加引号，会被读成别的数", "a code without quotes would be read as another number"),
    message=Text("“{value}”没有加引号，有的软件会读成 {read}", "“{value}” without quotes is read as {read} by some programs"),
    hint=Text('加上引号，写成 "{value}"', 'put it in quotes: "{value}"'),
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text("{count} 处没有加引号，会被读成别的内容", "{count} values without quotes would be read as something else"),
    fixable=True,
)
def misread_scalar(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：没有加引号的编码，读的时候会变成别的数：以 0 开头的（`0123`）、中间有字母 E 的（`123100004250063E12`）、超过
    15 位的，以及 `0x1F`、`.inf` 这样的写法。

    **为什么**：编码是文字，不是数。`0123` 在有的软件里是 83，`1E5` 是 100000，十八位的统一社会信用代码末尾几位会变成 0，
    而且没有任何提示。

    **怎么改**：编码一律加引号。运行 `powercat validate --fix` 可以自动加。

    ```yaml
    kind: power
    id: food-licence
    codes:
      basic: 310100256001
      local_basic: 0123 #! PC005
      legacy:
        - 123100004250063E12 #! PC005
        - 1234567890123456789 #! PC005
    ```

    文字后面的空格加 `#`，从 `#` 起都是注释，不会读进来。`#` 后面没有空格的，多半本来是内容，请核实。

    ```yaml
    kind: power
    id: food-licence
    name: 食品经营许可 #1号窗口 #! PC005
    description: "食品经营许可 #1号窗口"
    ```

    ```yaml
    kind: power
    id: food-licence
    codes:
      basic: "310100256001"
      local_basic: "0123"
    effective_from: 2024-01-01
    description: 每日 9:00 起
    ```

    In English: a code without quotes that some reader of YAML takes for another number: leading zeros (octal), an exponent,
    more than 15 digits, hexadecimal, infinity. Codes are text; put them in quotes. Dates and times such as `2024-01-01` and
    `9:00` are text here anyway.
    """
    if fault.variant == "comment":
        yield finding(fault, _CUT, _CUT_HINT, Severity.WARNING, **fault.args)
    elif fault.variant == "digits":
        yield finding(fault, _DIGITS, value=fault.args["value"])
    else:
        yield finding(fault, **fault.args)
