"""The same work in this process, in several, and through executors that somebody lends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from powercat.core.errors import PowercatError
from powercat.core.jobs import chunked, run


def add(context: int, chunk: list[int]) -> list[int]:
    return [context + each for each in chunk]


def fail(context: int, chunk: list[int]) -> int:
    if 7 in chunk:
        raise ValueError("seven")
    return len(chunk)


def die(parent: int, chunk: list[int]) -> int:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0


def whose(context: int, chunk: list[int]) -> int:
    return os.getpid()


class Distant(Executor):
    """Like the executor of a cluster: ``submit`` only, work done when its outcome is asked for, no iterators, no
    functions made in place."""

    def __init__(self) -> None:
        self.open = 0
        self.most = 0

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        assert "<locals>" not in function.__qualname__
        assert all(not isinstance(each, Iterator) for each in arguments)
        self.open += 1
        self.most = max(self.most, self.open)
        outer = self

        class Later(Future[Any]):
            def result(self, timeout: float | None = None) -> Any:
                outer.open -= 1
                return function(*arguments, **named)

        return Later()

    def map(self, *arguments: Any, **named: Any) -> Any:
        raise AssertionError("map is not for us")


CHUNKS = chunked(list(range(95)), 4)
WANTED = [[1000 + each for each in chunk] for chunk in CHUNKS]


def test_chunks() -> None:
    assert chunked([1, 2, 3, 4, 5], 2) == [[1, 2], [3, 4], [5]]
    assert chunked([], 2) == []
    assert chunked((1, 2), 5) == [[1, 2]]


@pytest.mark.parametrize("jobs", [0, 1, 2, 5])
def test_outcomes_are_in_order_however_many_work(jobs: int) -> None:
    assert list(run(add, 1000, CHUNKS, jobs=jobs)) == WANTED


def test_lent_executors() -> None:
    with ThreadPoolExecutor(3) as threads:
        assert list(run(add, 1000, CHUNKS, executor=threads)) == WANTED
    with ProcessPoolExecutor(2) as processes:
        assert list(run(add, 1000, CHUNKS, executor=processes)) == WANTED


def test_an_executor_that_can_only_submit() -> None:
    distant = Distant()
    assert list(run(add, 1000, CHUNKS, executor=distant)) == WANTED
    assert 1 < distant.most <= 8


def test_one_chunk_starts_no_process() -> None:
    assert list(run(whose, 0, [[1, 2]], jobs=4)) == [os.getpid()]
    assert set(run(whose, 0, [[1], [2], [3]], jobs=2)) != {os.getpid()}


def test_work_in_this_process_may_be_of_another_kind() -> None:
    def here(context: int, chunk: list[int]) -> list[int]:
        return add(context, chunk)

    assert list(run(add, 1000, CHUNKS, here=here)) == WANTED
    assert list(run(add, 1000, CHUNKS, jobs=2, here=here)) == WANTED
    assert list(run(fail, 0, [[7]], here=lambda _, chunk: len(chunk))) == [1]


def test_no_chunks() -> None:
    assert list(run(add, 1, [], jobs=2)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_comes_out(jobs: int) -> None:
    with pytest.raises(ValueError, match="seven"):
        list(run(fail, 0, CHUNKS, jobs=jobs))


@pytest.mark.skipif(os.name == "nt", reason="processes cannot be killed by a signal there")
def test_a_process_that_dies_is_told_in_words() -> None:
    with pytest.raises(PowercatError) as caught:
        list(run(die, os.getpid(), CHUNKS, jobs=2))
    assert caught.value.exit_code == 4
    assert "--jobs 1" in caught.value.say("zh")


def test_whoever_stops_listening_leaves_no_processes_working() -> None:
    outcomes = run(add, 1000, CHUNKS, jobs=2)
    assert next(outcomes) == WANTED[0]
    outcomes.close()  # type: ignore[attr-defined]
    assert threading.active_count() == 1
    assert multiprocessing.active_children() == []


def test_no_thread_is_left_behind() -> None:
    assert list(run(add, 1000, CHUNKS, jobs=2)) == WANTED
    assert threading.active_count() == 1
    assert multiprocessing.active_children() == []
