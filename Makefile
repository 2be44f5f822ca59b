# Two commands matter: `make book` and `make test`. Each sets up what it needs, once.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help book live pdf epub class test check seal lab serve bench lighthouse mutants cover lock lint clean

help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

# The marker is younger than what was installed; without a network a second call needs nothing.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo 'This book needs Python 3.11, 3.12 or 3.13; name one with PYTHON=…'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

book: $(READY) ## build the book, warnings as errors; again after edits of pages in seconds
	$(BIN)/python -m rereading.site.build

test: $(READY) ## lint, check types and data, build the book and test all of it
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m rereading.site.check
	$(BIN)/python -m pytest

live: $(READY) ## build the book with every page live; PYODIDE=… puts Python itself in the site
	$(BIN)/python -m rereading.site.live $(PYODIDE)

class: book ## pack the book, worksheets, slides, notebooks and data for a USB stick
	$(BIN)/python -m rereading.site.classroom

check: $(READY) ## hold the tables of data/ against their description
	@$(BIN)/python -m rereading.site.check

seal: $(READY) ## after a meant change of data/: write the hash of each table into its description
	@$(BIN)/python -m rereading.site.check --seal

lab: $(READY) ## open the pages as notebooks in JupyterLab
	JUPYTER_CONFIG_PATH=tools/lab $(BIN)/jupyter lab book/index.md

serve: $(READY) ## serve the book as it was built last, on this machine
	@test -d _build/html || $(MAKE) book
	$(BIN)/python -m rereading.site.serve

pdf: $(READY) ## print the book as it was built last as one PDF (needs Chromium)
	$(BIN)/python -m rereading.site.paper

epub: $(READY) ## pack the book as it was built last for phones and e-readers
	$(BIN)/python -m rereading.site.ebook

bench: $(READY) ## time the build, grown as well, and the first paint; weigh the pages
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/growth.py

lighthouse: $(READY) ## audit every page as it was built last with Lighthouse (needs Node and Chromium)
	$(BIN)/python tools/lighthouse.py

cover: $(READY) ## draw the picture of the README
	$(BIN)/python tools/cover.py

mutants: $(READY) ## change data and code, one mistake at a time; report what no check notices
	$(BIN)/python -m pip install --quiet --disable-pip-version-check cosmic-ray==8.7.0
	$(BIN)/python tools/mutants.py

lock: $(READY) ## resolve requirements.in into requirements.txt
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
	  --no-header requirements.in --output-file requirements.txt

lint: $(READY) ## mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## take away the built book and the caches
	rm -rf _build .pytest_cache .mypy_cache .ruff_cache .hypothesis
