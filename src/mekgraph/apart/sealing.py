"""What a worker gives up before it reads anything from outside: memory beyond a bound, sockets, other programs.

On Linux the kernel sees to all three (setrlimit(2), seccomp(2)). Elsewhere it sees to none of them.
"""

import ctypes
import errno
import mmap
import platform
import struct
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# Of each machine: its name for the kernel (AUDIT_ARCH), and the calls socket, execve and execveat.
CALLS = {"x86_64": (0xC000003E, (41, 59, 322)), "aarch64": (0xC00000B7, (198, 221, 281))}
# Numbers above this are those of another set of calls on the same machine (x32).
OTHER_CALLS = 0x40000000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 38, 22, 2
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER, MACHINE = 0, 4
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def bound_memory(more: int) -> bool:
    """Take no more than ``more`` bytes beside what is in use by now; whether the system holds to it."""
    if resource is None or sys.platform != "linux":
        return False
    most = _in_use() + more
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return True


def _in_use() -> int:
    """The address space of this process, in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * mmap.PAGESIZE


def close_sockets() -> bool:
    """Make no connection and start no program from now on, in this thread and those it starts; whether that is so."""
    if sys.platform != "linux" or platform.machine() not in CALLS:
        return False
    code = _program(*CALLS[platform.machine()])
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    refused: int = libc.prctl(PR_SET_SECCOMP, FILTER, ctypes.byref(program), 0, 0)
    return not refused


def _program(machine: int, refused: tuple[int, ...]) -> bytes:
    """The filter of seccomp(2) that refuses some calls, and all calls of other machines."""
    steps = [(LOAD, 0, 0, MACHINE), (EQUAL, 0, len(refused) + 2, machine), (LOAD, 0, 0, NUMBER)]
    steps.append((AT_LEAST, len(refused), 0, OTHER_CALLS))
    steps += [(EQUAL, len(refused) - number, 0, call) for number, call in enumerate(refused)]
    steps[-1] = (EQUAL, 1, 0, refused[-1])
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
