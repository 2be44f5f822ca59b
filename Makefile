# Two commands matter: `make book` and `make test`. Each sets up what it needs, once.
PYTHON = python3
BIN = .venv/bin
RUN = $(BIN)/python
READY = .venv/.ready
RESOLVE = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header
COMMANDS = book test deep results live class check checksum lab serve pdf epub bench lighthouse placebo \
  cover mutants lock lint clean

help: ## say what can be done
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/\1: \2/p' $(firstword $(MAKEFILE_LIST))

.PHONY: help $(COMMANDS)
$(COMMANDS): $(READY)

# The marker is younger than what was installed; without a network a second call needs nothing.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) tools/python_version.py
	$(PYTHON) -m venv .venv
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

book: ## build the book, warnings as errors
	@$(RUN) -m rereading.site.build

test: ## lint, check types and data, build and test the book
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(RUN) -m rereading.site.check
	@# The tests of a file in one process, files side by side on all cores, on six at most.
	@$(RUN) -m pytest --numprocesses auto --maxprocesses 6 --dist loadgroup

deep: ## run the deeper tests, all or with PART=looks one part: live, paper, …
	@$(RUN) -m pytest $(or $(PART:%=tests/deep/test_%.py),tests/deep)

results: ## write the list of results anew
	@$(RUN) tests/results.py

live: ## build with live pages, with PYODIDE=… a Pyodide distribution in them
	@$(RUN) -m rereading.site.live $(PYODIDE)

class: book ## pack book, sheets, notebooks and data for a class
	@$(RUN) -m rereading.site.classroom

check: ## hold the tables of data/ against their description
	@$(RUN) -m rereading.site.check

checksum: ## after a meant change of data/: write the checksums anew
	@$(RUN) -m rereading.site.check --checksum

lab: ## open the pages as notebooks in JupyterLab
	@JUPYTER_CONFIG_PATH=$(CURDIR)/tools/lab $(RUN) -m jupyterlab

serve: ## serve the book as it was built last
	@$(RUN) -m http.server --directory _build/html --bind 127.0.0.1 8000

pdf: book ## print the book as one PDF (needs Chromium)
	@$(RUN) -m rereading.site.paper

epub: book ## pack the book for phones and e-readers
	@$(RUN) -m rereading.site.ebook

bench: ## time the build, grown as well; weigh pages
	@$(RUN) tools/bench.py
	@$(RUN) tools/growth.py

lighthouse: ## audit every page (needs Node and Chromium)
	@$(RUN) tools/lighthouse.py

placebo: ## print what the rule for verdicts would say of other numbers
	@$(RUN) -m rereading.placebo

cover: ## draw the picture of the README
	@$(RUN) tools/cover.py

mutants: ## make one mistake at a time; report what no check notices
	@$(RUN) -m pip install --quiet cosmic-ray==8.7.0
	@$(RUN) tools/mutants.py

lock: ## resolve requirements.in into requirements.txt and requirements.lock
	@$(RUN) -m pip install --quiet uv
	@$(RESOLVE) requirements.in --output-file requirements.txt
	@$(RESOLVE) requirements.txt --output-file requirements.lock --generate-hashes --no-annotate \
	  --no-emit-package rereading

lint: ## mend what the linter can mend
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

clean: ## take away the built book and the caches
	@rm -rf _build .pytest_cache .mypy_cache .ruff_cache .hypothesis
