# Two commands matter: `make book` and `make test`. Each sets up what it needs, once; all of them are
# also `python -m rereading WORD` (see rereading/__main__.py), which `make help` lists.
PYTHON = python3
BIN = .venv/bin
READY = .venv/.ready
# Some set pip to install for one user or into one folder; in a virtual environment nothing would be found.
export PIP_USER = 0
export PIP_TARGET =
export PIP_PREFIX =

WORDS = book test deep results live class slides check checksum lab serve pdf epub bench lighthouse placebo cover \
  mutants lock release audit lint clean

help: $(READY)
	@$(BIN)/python -m rereading help

# PART names one part of the deeper tests, PYODIDE a distribution for live pages, EDITION a new version.
$(WORDS): $(READY)
	@$(BIN)/python -m rereading $@ $(PART) $(PYODIDE) $(EDITION)

# The marker is younger than what was installed; without a network a second call needs nothing.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and \
	  'The book needs Python 3.11 or later; name one: make PYTHON=python3.12 book')"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
# As a path from there: a Python whose system does not speak UTF-8 cannot read any letters in it.
	@cd .venv/lib/python3*/site-packages && echo ../../../.. >_editable_impl_rereading.pth
	@touch $@

.PHONY: help $(WORDS)
