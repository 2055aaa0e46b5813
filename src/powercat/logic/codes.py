"""The codes of the field: what their parts are, and their check digits.

Sources: basic code (12), implementation code (31) and handling-item code (33, without a body 14) as the national directory and
2,262 published items use them (GB/T 39554.1 names them; GB/T 39046-2020 still has 10 and 24 characters, which nobody writes);
unified social credit code GB 32100-2015 with the organization code GB 11714-1997 inside; e-licence identifier and licence type
code GB/T 36904-2018; check character ISO 7064 MOD 37,36. Every function is pure; a text of the wrong form gives ``None``, never
an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Thirty-one characters: without I, O, S, V, Z (GB 32100-2015, 4.2)."""

E_LICENCE_ROOT: Final = "1.2.156.3005.2"
"""The object identifier under which e-licences are numbered (GB/T 36904-2018)."""

MAIN_WITH_SUB_ITEMS: Final = "00Y"
MAIN_ALONE: Final = "000"

_CREDIT_WEIGHTS: Final = tuple(3**place % 31 for place in range(17))
_BODY_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_MIXED_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CREDIT_VALUES: Final = {character: value for value, character in enumerate(CREDIT_ALPHABET)}
_MIXED_VALUES: Final = {character: value for value, character in enumerate(_MIXED_ALPHABET)}

_CREDIT = rf"[{CREDIT_ALPHABET}]{{18}}"
_BASIC = r"[0-9]{9}(?:[0-9]{3}|00Y)"
_BASIC_CODE = re.compile(_BASIC)
_IMPLEMENTATION_CODE = re.compile(rf"({_CREDIT})([1-7])({_BASIC})")
_HANDLING_ITEM_CODE = re.compile(rf"(?:({_CREDIT})([1-7]))?({_BASIC})([0-9]{{2}})")
_LICENCE_TYPE_CODE = re.compile(r"([0-9A-Z]{18})([0-9]{3})")
_E_LICENCE = re.compile(
    rf"(?:{re.escape(E_LICENCE_ROOT)}\.)?([0-9A-Z]{{18}}[0-9]{{3}})\.([0-9A-Z]{{6,18}})\.([0-9A-Z]{{1,40}})\.([0-9]{{3}})\.([0-9A-Z])"
)


@dataclass(frozen=True, slots=True)
class BasicCode:
    """基本编码, twelve characters: area 2, type 2, department 2, main item 3, sub-item 3."""

    area: str
    power_type: str
    department: str
    main: str
    sub: str

    def __str__(self) -> str:
        return self.area + self.power_type + self.department + self.main + self.sub

    @property
    def stem(self) -> str:
        """The nine characters that a main item shares with its sub-items."""
        return self.area + self.power_type + self.department + self.main

    @property
    def has_sub_items(self) -> bool:
        """Whether the code says: a main item that has sub-items (``00Y``)."""
        return self.sub == MAIN_WITH_SUB_ITEMS

    @property
    def is_sub_item(self) -> bool:
        """Whether the code says: a sub-item (``001`` and on)."""
        return self.sub not in (MAIN_WITH_SUB_ITEMS, MAIN_ALONE)


@dataclass(frozen=True, slots=True)
class ImplementationCode:
    """实施编码, thirty-one characters: credit code of the implementing body 18, level of exercise 1 (``1`` to ``7``), basic code
    12.
    """

    body: str
    level: str
    basic: BasicCode

    def __str__(self) -> str:
        return self.body + self.level + str(self.basic)


@dataclass(frozen=True, slots=True)
class HandlingItemCode:
    """业务办理项编码: implementation code and serial, thirty-three characters; without a body (实施规范) basic code and serial,
    fourteen.
    """

    body: str
    level: str
    basic: BasicCode
    serial: str

    def __str__(self) -> str:
        return self.body + self.level + str(self.basic) + self.serial


@dataclass(frozen=True, slots=True)
class CreditCode:
    """统一社会信用代码, eighteen characters (GB 32100-2015, 4.1).

    ``registrar`` 登记管理部门 1, ``category`` 机构类别 1, ``division`` 行政区划 6 (GB/T 2260), ``body`` 主体标识码 9 (an
    organization code GB 11714), ``check`` 1.
    """

    registrar: str
    category: str
    division: str
    body: str
    check: str

    def __str__(self) -> str:
        return self.registrar + self.category + self.division + self.body + self.check


@dataclass(frozen=True, slots=True)
class LicenceTypeCode:
    """证照类型代码, twenty-one characters: credit code of the body that defines the type 18, serial 3."""

    body: str
    serial: str

    def __str__(self) -> str:
        return self.body + self.serial


@dataclass(frozen=True, slots=True)
class ELicence:
    """电子证照标识 (GB/T 36904-2018). ``issuer`` is a credit code, with some issuers a division code of six digits."""

    type: LicenceTypeCode
    issuer: str
    serial: str
    version: str
    check: str

    def __str__(self) -> str:
        return ".".join((E_LICENCE_ROOT, str(self.type), self.issuer, self.serial, self.version, self.check))


def basic_code(text: str) -> BasicCode | None:
    """The parts of a basic code."""
    if not _BASIC_CODE.fullmatch(text):
        return None
    return BasicCode(text[:2], text[2:4], text[4:6], text[6:9], text[9:])


def implementation_code(text: str) -> ImplementationCode | None:
    """The parts of an implementation code."""
    match = _IMPLEMENTATION_CODE.fullmatch(text)
    basic = basic_code(match[3]) if match else None
    return ImplementationCode(match[1], match[2], basic) if match and basic else None


def handling_item_code(text: str) -> HandlingItemCode | None:
    """The parts of a handling-item code; ``body`` and ``level`` are ``""`` in the form of fourteen characters."""
    match = _HANDLING_ITEM_CODE.fullmatch(text)
    basic = basic_code(match[3]) if match else None
    return HandlingItemCode(match[1] or "", match[2] or "", basic, match[4]) if match and basic else None


def credit_code(text: str) -> CreditCode | None:
    """The parts of a credit code; its check digits are not looked at."""
    if len(text) != 18 or any(character not in _CREDIT_VALUES for character in text):
        return None
    return CreditCode(text[0], text[1], text[2:8], text[8:17], text[17])


def credit_check(text: str) -> str | None:
    """The check character of a credit code's first seventeen (GB 32100-2015, annex A: weights 3^i, modulus 31)."""
    if len(text) != 17 or any(character not in _CREDIT_VALUES for character in text):
        return None
    total = sum(_CREDIT_VALUES[character] * weight for character, weight in zip(text, _CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def organization_check(text: str) -> str | None:
    """The check character of an organization code's first eight (GB 11714-1997: weights 3 7 9 10 5 8 4 2, modulus 11, ten is
    ``X``).
    """
    if len(text) != 8 or any(character not in _MIXED_VALUES for character in text):
        return None
    total = sum(_MIXED_VALUES[character] * weight for character, weight in zip(text, _BODY_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def licence_type_code(text: str) -> LicenceTypeCode | None:
    """The parts of a licence type code."""
    match = _LICENCE_TYPE_CODE.fullmatch(text)
    return LicenceTypeCode(match[1], match[2]) if match else None


def e_licence(text: str) -> ELicence | None:
    """The parts of an e-licence identifier, with or without its root; its check character is not looked at."""
    match = _E_LICENCE.fullmatch(text)
    kind = licence_type_code(match[1]) if match else None
    return ELicence(kind, match[2], match[3], match[4], match[5]) if match and kind else None


def e_licence_check(identifier: ELicence) -> str:
    """The check character that belongs to an e-licence identifier: ISO 7064 MOD 37,36 over the parts after the root, without
    dots.
    """
    return mod_37_36(str(identifier.type) + identifier.issuer + identifier.serial + identifier.version)


def mod_37_36(text: str) -> str:
    """The ISO 7064 MOD 37,36 check character of digits and capital letters; raises ``KeyError`` for any other character."""
    product = 36
    for character in text:
        total = (product + _MIXED_VALUES[character]) % 36 or 36
        product = total * 2 % 37
    return _MIXED_ALPHABET[(1 - product) % 36]
