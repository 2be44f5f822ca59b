"""Kernels that start at once: forks of the process that reads a page, with the libraries loaded.

Each page runs in a fresh kernel of its own. Starting Python and loading pandas and matplotlib takes
longer than most pages, so a build loads them once and forks: a kernel in which nothing was run yet.
Plain `jupyter-book build` and systems that cannot fork have ordinary kernels.
"""

import asyncio
import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "rereading-fork"  # what pyproject.toml calls the provisioner below


@contextlib.contextmanager
def forked_kernels(load_first: bool = False) -> Iterator[None]:
    """Let kernels started inside this context be forks, where a system has any: what all need is loaded."""
    makers = KernelProvisionerFactory.instance()
    before = makers.default_provisioner_name
    if hasattr(os, "fork"):
        if load_first:
            load()
        makers.default_provisioner_name = NAME
    try:
        yield
    finally:
        makers.default_provisioner_name = before


def load() -> None:
    """Import what pages import and judge the claims, which reads their tables; draw nothing."""
    import ipykernel.kernelapp  # noqa: F401, PLC0415
    import matplotlib.backends.backend_svg  # noqa: F401, PLC0415

    import rereading.charts.chart  # noqa: F401, PLC0415
    from rereading import register  # noqa: PLC0415

    with contextlib.suppress(Exception):  # the page that needs the claim will say what is wrong
        register()


class ForkProvisioner(LocalProvisioner):
    """Gives Jupyter a kernel by forking this process."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Let a kernel speak over files: two that start at once take one port."""
        # The path of a socket may have 107 characters: not in just any folder.
        manager: Any = self.parent
        manager.transport, manager.ip = "ipc", f"/tmp/rereading-{uuid4().hex[:12]}"
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Return the connection of a new kernel; `cmd` names its connection file after `-f`."""
        self.cwd = str(kwargs.get("cwd") or Path.cwd())
        if (pid := os.fork()) == 0:
            run_kernel(cmd[cmd.index("-f") + 1], self.cwd, kwargs.get("env") or dict(os.environ))
        self.pid = self.pgid = pid
        self.process = ForkedKernel(pid)
        return self.connection_info


class ForkedKernel(psutil.Process):
    """A process with all that Jupyter asks of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """Return None while the kernel lives, else its exit status."""
        with contextlib.suppress(psutil.TimeoutExpired):
            return int(self.wait(0) or 0)
        return None


def run_kernel(file: str, folder: str, env: Mapping[str, str]) -> None:
    """Turn this process into a kernel with a connection `file`; never returns."""
    try:
        import matplotlib as mpl  # noqa: PLC0415
        from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415
        from matplotlib_inline.backend_inline import configure_inline_support  # noqa: PLC0415

        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what kernels write there, pages show
        os.environ.clear()
        os.environ.update(env)
        os.chdir(folder)
        asyncio.set_event_loop(asyncio.new_event_loop())  # not the one that runs in the parent
        # With a parent named, the kernel ends by itself when that is gone.
        kernel: Any = IPKernelApp.instance(parent_handle=os.getppid())
        kernel.initialize(["-f", file])
        # As in any kernel, once there is one; also where this process has drawn something before.
        mpl.use("module://matplotlib_inline.backend_inline")
        configure_inline_support(kernel.shell, "inline")
        kernel.start()
    finally:
        os._exit(0)  # nobody asks how it ended
