"""The last day of a waiver in plain words."""

from __future__ import annotations

import time

import pytest

from powercat.core.last_day import ended


@pytest.mark.parametrize(
    "words",
    [
        "换发中 —— 2026-12-31",
        "换发中 -- until 2026-12-31",
        "换发中 -- until: 2026-12-31.",
        "换发中 - by 2026-12-31",
        "换发中 到 2026-12-31",
        "换发中到2026/12/31",
        "换发中，到2026年12月31日",
        "换发中，至 2026 年 12 月 31 日止",
        "换发中（到 2026-12-31）",
        "换发中 —— 到 2026-12-31止",
        "换发中 —— 截至2026.12.31",
        "换发中 —— 截止 2026-12-31 为止",
        "换发中；截止日期：2026-12-31",
        "换发中 —— 期限为2026年12月31号",
        "换发中 —— 2026-12-31前改好",
        "换发中 —— 到 20261231",
        "换发中 —— 20261231",
        "换发中 ２０２６年１２月３１日",
        "到 2026-12-31 —— 换发中",
        "到 2026-12-31，换发中",
        "2026-12-31 —— 换发中",
        "换发中 2026-12-31",
        "换发中  --  until   2026-12-31",
    ],
)
def test_the_day_is_read_however_it_is_written(words: str) -> None:
    assert ended(words) == ("换发中", "2026-12-31")


@pytest.mark.parametrize(
    ("words", "reason", "until"),
    [
        ("（换发中）到2026/12/31", "（换发中）", "2026-12-31"),
        ("换发中 —— 到 2026-1-5", "换发中", "2026-01-05"),
        ("到 2026-12-31 换发完", "换发完", "2026-12-31"),
        ("数据更新到 2026-12-31 再改", "数据更新 再改", "2026-12-31"),
        ("2025-01-01 发现 —— 到 2026-12-31", "2025-01-01 发现", "2026-12-31"),
    ],
)
def test_what_is_left_is_the_reason(words: str, reason: str, until: str) -> None:
    assert ended(words) == (reason, until)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("换发中 —— 到 2026-13-31", "2026-13-31"),
        ("换发中 到 2026-02-30", "2026-02-30"),
        ("换发中 —— 到 2026-12", "2026-12"),
        ("换发中，到2026年底", "2026年底"),
        ("换发中 —— 到年底", "年底"),
        ("换发中到明年6月", "明年6月"),
        ("换发中 —— 2026年12月", "2026年12月"),
        ("换发中 —— 2026年", "2026年"),
        ("换发中 —— 年底前", "年底前"),
        ("换发中 —— 二〇二六年十二月三十一日", "二〇二六年十二月三十一日"),
        ("换发中 —— 截止系统上线", "系统上线"),
        ("换发中 -- until further notice", "further notice"),
        ("换发中 -- by the end of 2026", "the end of 2026"),
        ("换发中 -- 31 Dec 2026", "31 Dec 2026"),
        ("until 年底 -- 换发中", "年底"),
    ],
)
def test_an_end_that_is_meant_but_no_day_is_kept_as_written(words: str, until: str) -> None:
    assert ended(words) == ("换发中", until)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "换发中",
        "等材料到货后再改",
        "到货后再改",
        "到位后再改",
        "等数据 —— 到位后改",
        "年底前改",
        "按 2026-12-31 的通知改",
        "见沪府〔2026〕12号",
        "2024-2025 年两次",
        "期限写得不清楚，在核对",
        "承诺期限改成 3 到 5 日",
        "省里统一到新系统再改",
        "wait until release 3",
        "by order of the city",
    ],
)
def test_a_reason_without_an_end(words: str) -> None:
    assert ended(words) == (words, "")


def test_a_long_remark_has_an_end_too() -> None:
    long = "换发" * 5000
    for words in (f"{long} 到 2026-12-31", f"到 2026-12-31，{long}", f"{long}，到 2026-12-31 再说，{long}", f"{long} 到年底"):
        assert ended(words).until in ("2026-12-31", "年底")


@pytest.mark.parametrize("piece", [" ", "-", "—— ", "到 ", "2026-", "年", "（", ",", "- "])
def test_long_lines_take_no_time(piece: str) -> None:
    before = time.process_time()
    ended("换发中" + piece * 20_000 + "x")
    assert time.process_time() - before < 2
