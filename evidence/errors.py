"""
Everything that can go wrong, in one tree with two branches.

    Problem
    ├── Trouble          the world's fault: a sentence for the investigator, and what to do next
    │   ├── Locked       another program has the workspace open
    │   ├── WrongSecret  the passphrase or recovery code opens nothing
    │   ├── Damaged      bytes that must be intact are not
    │   ├── TooNew       written by a later version of the program
    │   ├── NoSpace      the disk is full
    │   ├── NotFound     no such case, exhibit, finding, person
    │   ├── WhichFolder  only the person knows: moved here, copied, or restored
    │   ├── WhoOpens     several people use the workspace
    │   └── Unreadable   a source cannot be read, or changed while it was
    └── Defect           our mistake: a report for us, never shown as the user's fault

No builtin or foreign exception crosses the surface of a package of ours.
"""

from __future__ import annotations

import errno

from evidence.words import Phrase, mark, say


class Problem(Exception):
    """The root; never raised itself."""


class Trouble(Problem):
    """Something outside us failed. `what` says what, `next_step` what the person can do."""

    def __init__(self, what: Phrase, next_step: Phrase | None = None) -> None:
        super().__init__(str(what))
        self.what = what
        self.next_step = next_step


class Locked(Trouble):
    """Another program has the workspace open."""


class WrongSecret(Trouble):
    """The passphrase or recovery code opens nothing."""


class Damaged(Trouble):
    """Bytes that must be intact are not: a ledger, an original, a key file, a bag."""


class TooNew(Trouble):
    """The format was written by a later version; nothing is opened."""


class NoSpace(Trouble):
    """The disk is full; nothing that was acknowledged is lost."""


class NotFound(Trouble):
    """What was asked for by name or number is not there."""


class WhichFolder(Trouble):
    """Only the person knows whether this folder was moved here, copied, or restored."""


class WhoOpens(Trouble):
    """Several people use the workspace, and nobody said who is opening it."""


class Unreadable(Trouble):
    """A source cannot be read, or it changed while it was being read."""


class Defect(Problem):
    """Our mistake. The text is for us: no names, notes, keys or file contents in it."""


_REASONS = {
    errno.ENOENT: mark("there is no such file or folder"),
    errno.EACCES: mark("it may not be read or written by this user"),
    errno.EPERM: mark("the system does not allow it"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENOTDIR: mark("part of the path is not a folder"),
    errno.EROFS: mark("the medium is read-only"),
    errno.EIO: mark("the disk or medium reports an error"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.ENXIO: mark("it is not a file"),
    errno.ELOOP: mark("it is a link"),
    errno.ENODEV: mark("the device is gone"),
    errno.EMFILE: mark("too many files are open"),
    errno.ENOSPC: mark("the disk is full"),
}


def reason(error: OSError) -> Phrase:
    """Why the system refused, in words; an unusual reason by its number."""
    known = _REASONS.get(error.errno or 0)
    return Phrase(known) if known else say("error {number} of the system", number=error.errno)
