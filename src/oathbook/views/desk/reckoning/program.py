"""The process that reckons: takes in all claims, makes spans and disputes of them, then answers questions.

    python -m oathbook.views.desk.reckoning.program

It takes the fields of ``Given`` as one line of JSON on standard input (not as arguments, which other users of the
machine can see and a ledger's URL may hold a password), then questions as ``frames`` sends them. It ends when its
input does: with the desk, however that ends. An interrupt from the keyboard is the desk's to answer.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from oathbook.actors import load_knowledge
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon
from oathbook.views.desk.book import Book
from oathbook.views.desk.reckoning.answering import Given, Progress
from oathbook.views.desk.reckoning.frames import Sender, receive
from oathbook.views.desk.reckoning.prepare import afterwards, prepare
from oathbook.views.desk.store import Store
from oathbook.views.phrases import clean

AT_ONCE = 3
"""Questions that are worked on at once, besides one that takes long: more would only make each of them slower."""
GENTLE = 10
"""By how much reckoning gives way to the desk that answers pages meanwhile (nice)."""


def main() -> None:
    """The program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sender = Sender(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)  # what any library prints must not come between the answers
    given = Given(**json.loads(sys.stdin.buffer.readline()))
    lexicon = Lexicon(Path(given.lexicon) if given.lexicon else None)
    knowledge = load_knowledge(lexicon) if given.knows else None
    book = Book(Ledger(given.ledger, create=False, knowledge=knowledge), Store(given.ledger), lexicon)
    pools = {each: ThreadPoolExecutor(1 if each else AT_ONCE, thread_name_prefix="answering") for each in (True, False)}
    threading.Thread(target=_reckon, args=(book, sender), name="reckoning", daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            number, long, question, args, options = receive(sys.stdin.buffer)
            pools[long].submit(_answer, book, sender, number, question, args, options)
    os._exit(0)


def _reckon(book: Book, sender: Sender) -> None:
    if sys.platform == "linux":
        os.nice(GENTLE)  # of this thread alone
    try:
        gc.disable()  # nothing is thrown away while all is taken in, and looking for it takes as long as the rest
        newest = prepare(book, lambda words, share=None: sender.send(("progress", Progress(words, share))))
        gc.freeze()
        gc.enable()
        sender.send(("ready", book.histories.state, newest, datetime.now(UTC)))
        afterwards(book)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {clean(' '.join(str(error).split()))}\n")
        sys.stderr.flush()
        os._exit(1)


def _answer(
    book: Book, sender: Sender, number: int, question: Callable[..., Any], args: Any, options: dict[str, Any]
) -> None:
    value, fault = None, None
    try:
        value = question(book, *args, **options)
    except Exception as error:
        fault = _sent(error)
    try:
        sender.send(("answer", number, value, fault))
    except OSError:
        os._exit(0)
    except Exception as error:  # an answer that cannot be sent
        sender.send(("answer", number, None, RuntimeError(str(error))))


def _sent(error: Exception) -> Exception:
    """The error, or one that says the same and can be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    main()
