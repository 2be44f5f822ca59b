"""Commands, pins and kernels: on any machine, with make or without, nothing stops a build needlessly."""

import os
import re
import shutil
import subprocess
import sys
from unittest.mock import patch

import psutil
import pytest
import yaml
from helpers import ROOT, front_page_alone
from jupyter_client import KernelManager

from rereading.__main__ import WORDS, main
from rereading.site import build, kernels

PIN = re.compile(r"^([a-z0-9._-]+)==([^ ;\\\n]+)((?: ; [^\\\n]+)?)", re.M)


def pins(name: str) -> set[tuple[str, ...]]:
    found = PIN.findall((ROOT / name).read_text("utf-8"))
    return {(package, version, marker.strip()) for package, version, marker in found}


def test_the_lock_has_the_same_pins_with_hashes():
    assert pins("requirements.lock") == pins("requirements.txt")
    text = (ROOT / "requirements.lock").read_text("utf-8")
    packages = re.split(r"(?m)^(?=[a-z0-9])", text)
    assert all("--hash=sha256:" in package for package in packages if package.strip())
    assert "-e ." not in text and "://" not in re.sub(r"(?m)^ *#.*$", "", text)
    wheel = re.search(r'requires = \["hatchling==([^"]*)"\]', (ROOT / "pyproject.toml").read_text())
    assert wheel and ("hatchling", wheel[1], "") in pins("requirements.txt")


# Their commits could not be read where this was written; CONTRIBUTING says so.
OPEN = {f"actions/{name}" for name in ("setup-python@v5", "upload-pages-artifact@v3")}
OPEN |= {"lycheeverse/lychee-action@v2"}


def test_a_workflow_names_commits_and_what_it_may_write():
    may = {}
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        text = file.read_text("utf-8")
        used = set(re.findall(r"uses: (.+)", text))
        pinned = {each for each in used if re.search(r"@[0-9a-f]{40} # \d+\.\d+\.\d+$", each)}
        assert pinned and used <= pinned | OPEN, used
        assert text.count("actions/checkout@") == text.count("persist-credentials: false")
        workflow = yaml.safe_load(text)
        after = [job for job in workflow["jobs"].values() if "workflow_run" in str(job.get("if"))]
        assert all("workflow_run.event == 'push'" in job["if"] for job in after), "a fork's main"
        for name, job in workflow["jobs"].items():
            given = job.get("permissions", workflow["permissions"])
            may[name] = {scope for scope, right in given.items() if right == "write"}
            # The project's code, or somebody's for whom GitHub does not answer.
            code = re.search(r"\.ci/|make |lychee", str(job["steps"]))
            assert not (code and may[name]), f"{name} runs code and may write"
    rights = {"site": {"pages", "id-token"}, "notebooks": {"contents"}, "report": {"issues"}}
    assert {name: given for name, given in may.items() if given} == rights


GH = '#!/bin/sh\n[ "$2" != list ] || cat number\necho "$2" >>asked\n'


@pytest.mark.parametrize(
    ("broke", "result", "number", "done"),
    [("### Tests fail", "success", "", "create"), ("### Tests fail", "success", "7", "edit"),
     ("", "failure", "7", "edit"), ("", "success", "7", "close"), ("", "success", "", "")],
)  # fmt: skip
@pytest.mark.parametrize("workflow", ["newest", "links"])
def test_what_a_weekly_run_finds_is_one_issue(tmp_path, workflow, broke, result, number, done):
    text = (ROOT / ".github" / "workflows" / f"{workflow}.yml").read_text("utf-8")
    (step,) = yaml.safe_load(text)["jobs"]["report"]["steps"]
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "number").write_text(number)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    dead = "0" if done in ("close", "") else "2"
    given = {**step["env"], "BROKE": broke, "RESULT": result, "DEAD": dead, "PATH": path}
    subprocess.run(["bash", "-e", "-c", step["run"]], check=True, cwd=tmp_path, env=given)
    assert (tmp_path / "asked").read_text().split() == ["list", *filter(None, [done])]
    if workflow == "newest" and done in ("create", "edit"):
        assert (broke or "The run ended before") in (tmp_path / "body.md").read_text()


def test_every_command_of_make_is_a_word_and_runs_what_there_is():
    text = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    listed = re.search(r"^WORDS = (.*)$", text, re.M)
    assert listed and {*listed[1].split(), "help"} == set(WORDS)
    for line in (line for _, *lines in WORDS.values() for line in lines):
        name = line.removeprefix("-m ").split()[0].removesuffix(".py").replace(".", "/")
        own = name.startswith(("rereading/", "tools/", "tests/"))
        assert not own or (ROOT / f"{name}.py").is_file(), line
    assert all(WORDS[name][1] == WORDS["book"][1] for name in ("class", "slides", "pdf", "epub"))
    asked = ["make", "-n", "--no-print-directory", "live", "PART=a", "PYODIDE=b", "EDITION=c"]
    said = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert said.endswith("/python -m rereading live a b c\n")


@pytest.mark.parametrize("guide", ["README.md", "CONTRIBUTING.md"])
def test_a_guide_names_files_modules_and_commands_that_there_are(guide):
    text = (ROOT / guide).read_text("utf-8")
    paths = re.findall(r"`((?:book|data|rereading|tests|tools|binder|\.ci)/[\w./-]*)`", text)
    house = next(iter(re.findall(r"\| `rereading/` .*", text)), "")
    modules = re.findall(r"`(\w+)` |`(\w+)`[,;:→]", house)
    paths += [f"rereading/{name}" for pair in modules for name in pair if name]
    missing = [each for each in paths if not any(ROOT.glob(f"{each.rstrip('/')}*"))]
    assert len(paths) > 8 and missing in ([], ["data/NAME.csv"])
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.M)) <= {*WORDS}


def test_a_folder_may_have_any_name_in_any_language_of_the_system(tmp_path):
    """The installed project is found by a path without letters; all that runs reads UTF-8."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    install = re.search(r"cd (\.venv/lib/python3\*/site-packages) && echo (\S+) >(\S+)", makefile)
    assert install
    project = tmp_path / "\ud55c\uad6d \u00e9 100%"
    packages = project / install[1].replace("*", "")
    packages.mkdir(parents=True)
    (project / "rereading").mkdir()
    (project / "rereading" / "__init__.py").touch()
    (packages / install[3]).write_text(install[2] + "\n")
    start = "import site, sys; site.addsitedir(sys.argv[1]); import rereading"
    command = [sys.executable, "-I", "-S", "-X", "utf8=0", "-c", start, str(packages)]
    subprocess.run(command, check=True, env={"LC_ALL": "C"})
    with patch("subprocess.run") as run:
        run.return_value.returncode = 0
        main(["check"])
    given = run.call_args.kwargs["env"]
    assert (given["PYTHONUTF8"], given["PYTHONOPTIMIZE"]) == ("1", "")  # assertions of tests count


def test_pip_installs_into_the_environment_wherever_it_is_told_to(tmp_path):
    """Set for one user, or into one folder, as some machines do; make takes that back."""
    (tmp_path / "Makefile").write_text(f"include {ROOT / 'Makefile'}\nnow:\n\t@env | grep ^PIP_\n")
    told = {"PATH": os.environ["PATH"], "PIP_USER": "1", "PIP_TARGET": "/x", "PIP_PREFIX": "/x"}
    command = ["make", "--no-print-directory", "now"]
    how = {"env": told, "capture_output": True, "text": True}
    given = subprocess.run(command, cwd=tmp_path, check=True, **how)
    assert sorted(given.stdout.split()) == ["PIP_PREFIX=", "PIP_TARGET=", "PIP_USER=0"]


def test_an_unknown_word_gets_the_list_and_a_failing_one_its_status(capsys):
    assert main(["boook"]) == 1
    said = capsys.readouterr()
    assert "no 'boook'" in said.err and "book        build" in said.out
    assert main([]) == 0
    with patch.dict(WORDS, {"check": ("", "-c import(sys)", "-c pass")}):
        assert main(["check"]) != 0


@pytest.mark.parametrize(("cores", "jobs"), [(1, 2), (2, 3), (4, 5), (64, 5)])
def test_jobs_follow_the_cores(cores, jobs):
    with patch.object(os, "sched_getaffinity", lambda _: set(range(cores))):
        assert build.jobs() == jobs


BUILD = """
import os, sys
del os.fork
sys.modules["fcntl"] = None
from pathlib import Path
from rereading.site import build
sys.exit(build.main(Path(sys.argv[1])))"""


def test_a_build_needs_neither_fork_nor_file_locks(tmp_path):
    book = tmp_path / "a folder of 100% accents"
    book.mkdir()
    command = [sys.executable, "-c", BUILD, str(front_page_alone(book))]
    # Settings of one's own stay out: what every kernel of IPython runs first, the clock of packagers.
    (startup := tmp_path / "profile_default" / "startup").mkdir(parents=True)
    (startup / "first.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    mine = tmp_path / "docutils.conf"
    mine.write_text("[general]\nlanguage_code: de\nsmart_quotes: alt\n")
    env = os.environ | {"IPYTHONDIR": str(tmp_path), "SOURCE_DATE_EPOCH": "0"}
    env["DOCUTILSCONFIG"] = str(mine)
    with (book / "book" / "index.md").open("a", encoding="utf-8") as front:
        front.write('\nIt said "yes".\n')
    # What a Mac puts beside each file on a stick or in a zip is no page.
    (book / "book" / "._index.md").write_bytes(b"\0\5\x16\xff")
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=book, env=env)
    assert done.returncode == 0, done.stderr[-2000:]
    page = (book / build.SITE / build.FIRST_PAGE).read_text("utf-8")
    assert "(2026)" in page and not (tmp_path / "ran").exists()
    assert "said “yes”" in page  # and not as one's own file has it
    # Once more, with nobody reading along; a check of the tables ends as well.
    shutil.rmtree(book / "_build")
    read, write = os.pipe()
    os.close(read)
    for line in (command, [sys.executable, "-m", "rereading.site.check"]):
        again = subprocess.run(line, check=False, stdout=write, stderr=subprocess.PIPE, cwd=book)
        assert (again.returncode, again.stderr) == (0, b"")
    os.close(write)


def test_a_kernel_is_a_fork_of_a_build_and_ends_when_told_and_later_ones_are_none():
    kernel, own = KernelManager(), KernelManager()
    with kernels.forked_kernels():
        kernel.start_kernel()
        forked = psutil.Process(kernel.provisioner.pid)
        assert forked.parent().pid == os.getpid() and forked.cmdline() == psutil.Process().cmdline()
        kernel.shutdown_kernel(now=True)
    assert not forked.is_running()
    own.start_kernel()
    assert "ipykernel_launcher" in psutil.Process(own.provisioner.pid).cmdline()
    own.shutdown_kernel(now=True)
