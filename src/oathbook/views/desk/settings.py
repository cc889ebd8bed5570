"""What a desk is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from oathbook.actors import Known

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How a desk runs. The defaults are those of one person at her own machine.

    Attributes:
        host: the address it listens on; beyond loopback it does not start without accounts.
        hosts: names by which browsers may call it, beside ``host`` and addresses in digits.
        owner: who acts where there are no accounts; entries in the ledger carry this name.
        knowledge: knowledge files of actors.
        lexicon: the user's lexicon folder, for reading.
        worker: whether reports are read in a process of their own or in a thread of this one.
        session_hours: how long after the last page a sign-in ends.
        session_days: how long after the sign-in it ends in any case.
        largest_file, largest_upload: bytes of one file, and of all files of one upload.
    """

    host: str = "127.0.0.1"
    hosts: tuple[str, ...] = ()
    owner: str = "owner"
    knowledge: Known | None = None
    lexicon: Path | None = None
    worker: Literal["process", "thread"] = "process"
    session_hours: float = 12.0
    session_days: float = 7.0
    largest_file: int = 50 * MEGABYTE
    largest_upload: int = 500 * MEGABYTE

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches the desk. With another name it may be behind a proxy that others reach."""
        return all(map(is_loopback, (self.host, *self.hosts)))

    @property
    def door(self) -> str:
        """The option that lets other machines in."""
        if not is_loopback(self.host):
            return f"--host {self.host}"
        return next((f"--allow-host {name}" for name in self.hosts if not is_loopback(name)), "")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its loopback address."""
    if host == "localhost":
        return True
    address = ip_address(host)
    return address is not None and address.is_loopback


def ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is in digits; None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
