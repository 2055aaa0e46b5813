"""The same work on many pieces, in this process and in several beside it."""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from powercat.core.errors import PowercatError
from powercat.core.text import Text

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

FORKS: Final = sys.platform == "linux"
"""Whether a worker has what its parent has, without its being sent."""

Piece = TypeVar("Piece")
Outcome = TypeVar("Outcome")
Context = TypeVar("Context")


def chunked(items: Sequence[Piece], size: int) -> list[list[Piece]]:
    """``items`` in lists of at most ``size``."""
    return [list(items[start : start + size]) for start in range(0, len(items), size)]


def run(
    work: Callable[[Context, list[Piece]], Outcome],
    context: Context,
    chunks: Sequence[list[Piece]],
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    here: Callable[[Context, list[Piece]], Outcome] | None = None,
) -> Iterator[Outcome]:
    """The outcome of ``work(context, chunk)`` for each chunk, in order.

    Any ``concurrent.futures.Executor`` may be lent; otherwise this process is one of ``jobs``, and the others are started when
    there is more than one chunk, given ``context`` once. ``here`` may stand for ``work`` in this process: nothing has to travel.
    Only a few chunks are under way at a time, so that outcomes do not pile up. Raises :class:`PowercatError` when a process dies.
    """
    here = here or work
    if executor is not None:
        with _death_told():
            yield from _lent(lambda chunk: executor.submit(work, context, chunk), chunks, 8)
    elif jobs <= 1 or len(chunks) <= 1:
        for chunk in chunks:
            yield here(context, chunk)
    else:
        with _death_told():
            yield from _beside(work, here, context, chunks, min(jobs, len(chunks)) - 1)


@contextmanager
def _death_told() -> Iterator[None]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as error:
        words = Text("一个工作进程意外退出；加上 --jobs 1 再试一次", "a worker process died; try again with --jobs 1")
        raise PowercatError(words) from error


def _lent(submit: Callable[[list[Piece]], Future[Outcome]], chunks: Sequence[list[Piece]], window: int) -> Iterator[Outcome]:
    waiting: deque[Future[Outcome]] = deque()
    for chunk in chunks:
        waiting.append(submit(chunk))
        if len(waiting) >= window:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _beside(
    work: Callable[[Context, list[Piece]], Outcome],
    here: Callable[[Context, list[Piece]], Outcome],
    context: Context,
    chunks: Sequence[list[Piece]],
    others: int,
) -> Iterator[Outcome]:
    """Chunks are handed to the other processes one ahead; while they are busy, this one takes the next."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker has the context at hand; elsewhere it is sent over once.
    method = multiprocessing.get_context("fork" if FORKS else "spawn")
    pool = ProcessPoolExecutor(others, mp_context=method, initializer=_settle, initargs=(work, context))
    away: dict[int, Future[Outcome]] = {}
    made: dict[int, Outcome] = {}
    given = 0
    try:
        for number in range(len(chunks)):
            while number not in made:
                while given < len(chunks) and sum(not each.done() for each in away.values()) <= others:
                    away[given] = pool.submit(_work, chunks[given])
                    given += 1
                if number in away and (away[number].done() or given == len(chunks)):
                    made[number] = away.pop(number).result()
                elif given < len(chunks):
                    made[given] = here(context, chunks[given])
                    given += 1
            yield made.pop(number)
    finally:
        # waits for the chunks under way: a thread left behind would be there when the next pool forks
        pool.shutdown(cancel_futures=True)


_settled: list[Any] = []
"""In a worker: what to do and with what."""


def _settle(work: Callable[[Any, list[Any]], Any], context: object) -> None:
    # an interrupt is the parent's to answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _settled[:] = [work, context]


def _work(chunk: list[Any]) -> Any:
    work, context = _settled
    return work(context, chunk)
