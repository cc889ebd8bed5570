"""Objects over the pipes between the desk and the process that it started.

They are pickled, which is safe here alone: both ends are this program, on pipes that nobody else can open. Nothing
that is read from a file or the network comes this way.
"""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">Q")


@dataclass
class Sender:
    """Sends objects, one at a time."""

    pipe: BinaryIO
    _lock: Lock = field(default_factory=Lock)

    def send(self, value: Any) -> None:
        """Send one; OSError or ValueError where the other end is gone."""
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            self.pipe.write(_LENGTH.pack(len(content)))
            self.pipe.write(content)
            self.pipe.flush()


def receive(pipe: BinaryIO) -> Any:
    """The next object; EOFError where the other end is gone."""
    head = _exactly(pipe, _LENGTH.size)
    return pickle.loads(_exactly(pipe, _LENGTH.unpack(head)[0]))


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError("the other end of the pipe is gone")
    return content
