"""Kernels that start at once: forked from a process that has loaded pandas and matplotlib already.

Each page runs in a fresh kernel of its own. Starting Python and loading the libraries takes longer
than most pages, so `warm_kernels` does it once and every kernel is a fork of that process: as fresh
as any other, with nothing run in it yet. Plain `jupyter-book build`, systems that cannot fork, and
whatever goes wrong on the way mean ordinary kernels.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

ADDRESS = "REREADING_KERNELS"  # environment: the socket of the process to fork from
# What the provisioner is called in pyproject.toml, and how Jupyter is told to take it.
PROVISIONER = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "rereading-fork"}


class ForkProvisioner(LocalProvisioner):
    """Gives Jupyter a kernel by asking the warm process for a fork."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Let a kernel speak over files beside the socket: two that start at once take one port."""
        if self.parent is not None and (address := os.environ.get(ADDRESS)):
            self.parent.transport, self.parent.ip = "ipc", f"{address}-{uuid4().hex[:8]}"
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Return the connection of a new kernel; `cmd` names its connection file after `-f`."""
        self.cwd = str(kwargs.get("cwd") or Path.cwd())
        asked = [cmd[cmd.index("-f") + 1], self.cwd, kwargs.get("env") or dict(os.environ)]
        try:
            # Jupyter keeps a provisioner it was once told to use: no address, no warm process.
            with socket.socket(socket.AF_UNIX) as asking:
                asking.connect(os.environ[ADDRESS])
                asking.sendall(json.dumps(asked).encode() + b"\n")
                self.pid = self.pgid = int(asking.makefile().readline())
        except (AttributeError, KeyError, OSError, ValueError) as error:
            if ADDRESS in os.environ:
                print(f"The warm process gives no kernel ({error!r}); a page starts its own.")
            return await super().launch_kernel(cmd, **kwargs)
        self.process = ForkedKernel(self.pid)  # type: ignore[assignment]
        return self.connection_info


class ForkedKernel:
    """The few methods of `subprocess.Popen` that Jupyter asks of a kernel, which is no child here."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while the kernel lives, else 0."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Return 0: Jupyter waits only for a kernel that `poll` has found gone."""
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel."""
        os.kill(self.pid, number)


@contextlib.contextmanager
def warm_kernels() -> Iterator[None]:
    """Let kernels started inside this context be forks of a warm process, if there can be one."""
    with contextlib.ExitStack() as stack:
        try:
            os.environ.update({ADDRESS: start_warm(stack), **PROVISIONER})
        except (AttributeError, OSError) as error:
            print(f"No kernel can be kept warm ({error}); each page starts its own.")
        try:
            yield
        finally:
            for name in (ADDRESS, *PROVISIONER):
                os.environ.pop(name, None)


def start_warm(stack: contextlib.ExitStack) -> str:
    """Start the process to fork from, which ends with the stack; return the path of its socket.

    Raises `OSError` or `AttributeError` where there is no fork, no Unix socket, or no place for one.
    """
    _ = os.fork, socket.AF_UNIX  # AttributeError where a system lacks them
    # The path of a socket may have 107 characters, and kernels add their own end: not in just any place.
    address = str(Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp"))) / "kernels")
    command = [sys.executable, "-m", __name__, address]
    # The process ends when its standard input does, and so never outlives this one.
    warm = stack.enter_context(
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    )
    assert warm.stdin is not None and warm.stdout is not None
    stack.callback(warm.stdin.close)
    if not warm.stdout.readline():  # it listens now; loading goes on beside this process
        raise OSError("it does not listen")
    return address


def serve(address: str) -> None:
    """Load what pages need, then fork a kernel for each request, until standard input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave no trace
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        print("listening", flush=True)
        load()  # an error here is seen, and each page starts its own kernel
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what kernels write there, pages show
        while sys.stdin not in select.select([listening, sys.stdin], [], [])[0]:
            with listening.accept()[0] as connection:
                file, folder, env = json.loads(connection.makefile().readline())
                # Without an answer, where there can be no more processes, whoever asked helps itself.
                with contextlib.suppress(OSError):
                    if (pid := os.fork()) == 0:
                        listening.close()
                        connection.close()
                        run_kernel(file, folder, env)
                    connection.sendall(f"{pid}\n".encode())


def load() -> None:
    """Import what pages import, read the tables and judge the claims; draw nothing."""
    # As in any kernel; matplotlib asks only once, when it is imported.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    import ipykernel.kernelapp  # noqa: F401, PLC0415
    import matplotlib.backends.backend_svg  # noqa: F401, PLC0415

    import rereading.charts.chart  # noqa: F401, PLC0415
    from rereading import register, table  # noqa: PLC0415
    from rereading.data import table_names  # noqa: PLC0415

    for name in table_names():
        table(name)
    with contextlib.suppress(Exception):  # the page that needs the claim will say what is wrong
        register()


def run_kernel(file: str, folder: str, env: dict[str, str]) -> None:
    """Turn this process into a kernel with a connection `file`; never returns."""
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415

    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        os.environ.clear()
        os.environ.update(env)
        os.chdir(folder)
        # With a parent named, the kernel ends by itself when the warm process is gone.
        IPKernelApp.launch_instance(argv=["-f", file], parent_handle=os.getppid())
    finally:
        os._exit(0)  # nobody asks how it ended


if __name__ == "__main__":
    serve(sys.argv[1])
