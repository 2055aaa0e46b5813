"""The same work on many pieces, in this process or in several."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from powercat.core.errors import PowercatError
from powercat.core.text import Text

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
) -> Iterator[Outcome]:
    """The outcome of ``work(context, chunk)`` for each chunk, in order.

    Any ``concurrent.futures.Executor`` may be lent; otherwise ``jobs`` processes are started when there is more than one chunk, and each
    is given ``context`` once. Only a few chunks are under way at a time, so that outcomes do not pile up. Raises :class:`PowercatError`
    when a process dies.
    """
    if executor is not None:
        yield from _through(lambda chunk: executor.submit(work, context, chunk), chunks, 8)
    elif jobs <= 1 or len(chunks) <= 1:
        for chunk in chunks:
            yield work(context, chunk)
    else:
        workers = min(jobs, len(chunks))
        # A forked worker has the context at hand; elsewhere it is sent over once.
        method = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        pool = ProcessPoolExecutor(workers, mp_context=method, initializer=_settle, initargs=(work, context))
        try:
            yield from _through(lambda chunk: pool.submit(_work, chunk), chunks, workers * 4)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _through(
    submit: Callable[[list[Piece]], Future[Outcome]], chunks: Sequence[list[Piece]], window: int
) -> Iterator[Outcome]:
    waiting: deque[Future[Outcome]] = deque()
    try:
        for chunk in chunks:
            waiting.append(submit(chunk))
            if len(waiting) >= window:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise PowercatError(
            Text("一个工作进程意外退出；加上 --jobs 1 再试一次", "a worker process died; try again with --jobs 1")
        ) from error


_settled: list[Any] = []
"""In a worker: what to do and with what."""


def _settle(work: Callable[[Any, list[Any]], Any], context: object) -> None:
    # an interrupt is the parent's to answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _settled[:] = [work, context]


def _work(chunk: list[Any]) -> Any:
    work, context = _settled
    return work(context, chunk)
