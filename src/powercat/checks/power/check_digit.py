"""PC211."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.codes import credit_check, credit_code, implementation_code, licence_type_code, organization_check

BODY = Text(
    "“{code}”里的主体标识码不对：按第 9 至 16 位计算，第 17 位应当是 {wanted}，写的是 {written}",
    "the organization code inside “{code}” is wrong: by characters 9 to 16, the 17th should be {wanted}, not {written}",
)


@rule(
    "PC211",
    on="catalog",
    severity="warning",
    publish="error",
    title=Text("代码的校验位不对", "wrong check digit"),
    message=Text(
        "“{code}”校验不通过：按前 17 位计算，最后一位应当是 {wanted}，写的是 {written}",
        "“{code}” does not check: by its first 17 characters the last should be {wanted}, not {written}",
    ),
    hint=Text(
        "多半有一位抄错或者两位写反，对照证书逐位核对；不要只改最后一位",
        "one character is probably miscopied or two are swapped: compare with the certificate; do not just change the last one",
    ),
    basis=Text(
        "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》、GB 11714-1997",
        "GB 32100-2015 (unified social credit code), GB 11714-1997",
    ),
    together=Text("{count} 个代码校验不通过：对照证书核对", "{count} codes do not check: compare them with the certificates"),
)
def check_digit(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：机关的统一社会信用代码、证照类型代码前面的 18 位、实施编码前面的 18 位，校验位算出来不对。

    **为什么**：校验位能发现抄错一位、写反两位。代码错了，电子证照和实施编码都对不上。

    **怎么改**：对照证书逐位核对，不要只改最后一位。示例或者还没有代码的机关，先不写，或者写暂缓说明。

    ```yaml
    --- # organizations/a.yaml
    kind: organization
    id: a
    uscc: 11310000002420447T
    --- # organizations/b.yaml
    kind: organization
    id: b
    uscc: 11310000002420474T #! PC211
    ```

    ```yaml
    --- # materials/a.yaml
    kind: material
    id: a
    licence_type_code: 11100000000013338W011
    --- # handbooks/h.yaml
    kind: handbook
    id: h
    handling_items:
      - id: new
        outputs:
          - {name: 许可证, licence_type_code: 11100000000013339W011} #! PC211
    ```

    没有写代码的不说；写错了形式的，由格式检查说。

    ```yaml
    --- # organizations/a.yaml
    kind: organization
    id: a
    --- # organizations/b.yaml
    kind: organization
    id: b
    uscc: "1131000000242047"
    ```

    实施编码里的代码与机关的一样的，只在机关上说一次。

    ```yaml
    --- # organizations/b.yaml
    kind: organization
    id: b
    uscc: 11310000002420474T #! PC211
    --- # implementations/b.yaml
    kind: implementation
    id: b
    organization: b
    code: 11310000002420474T4310100256001
    --- # implementations/c.yaml
    kind: implementation
    id: c
    code: 11310000002420474T4310100256002 #! PC211
    ```

    In English: the check characters of credit codes, also at the head of licence type codes and implementation codes (there only
    when the organization does not bear the same code).
    """
    for organization in catalog.of("organization"):
        if "uscc" in organization.data:
            yield from _judged(organization["uscc"], organization["uscc"].text)
    for material in catalog.of("material"):
        if "licence_type_code" in material.data:
            yield from _licence_type(material["licence_type_code"])
    for handbook in catalog.of("handbook"):
        for item in _mappings(handbook.data.get("handling_items")):
            if any("licence_type_code" in output for output in _mappings(item.get("outputs"))):
                yield from _outputs(handbook)
                break
    for implementation in catalog.of("implementation"):
        if "code" in implementation.data:
            yield from _implementation(catalog, implementation)


def _mappings(value: object) -> list[dict[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _outputs(handbook: Record) -> Iterator[Finding]:
    for item in handbook["handling_items"]:
        for output in item["outputs"]:
            yield from _licence_type(output["licence_type_code"])


def _licence_type(node: Node) -> Iterator[Finding]:
    code = licence_type_code(node.text)
    if code is not None:
        yield from _judged(node, code.body)


def _implementation(catalog: Catalog, implementation: Record) -> Iterator[Finding]:
    code = implementation_code(implementation["code"].text)
    body = catalog.target(implementation["organization"])
    if code is not None and (body is None or body["uscc"].text != code.body):
        yield from _judged(implementation["code"], code.body)


def _judged(node: Node, text: str) -> Iterator[Finding]:
    code = credit_code(text)
    if code is None:
        return  # the wrong form is told already
    wanted = credit_check(text[:17])
    inner = organization_check(code.body[:8])
    if wanted != code.check:
        yield finding(node, code=text, wanted=wanted, written=code.check)
    elif inner != code.body[8]:
        yield finding(node, BODY, code=text, wanted=inner, written=code.body[8])
