# Every target does its own set-up in .venv: on a fresh machine Python 3.11 or newer, make and git are enough.

PYTHON ?= python3
BIN := .venv/bin
FRONTEND := crampguide/widgets/frontend
# pip builds the widgets' scripts from these
SOURCES := pyproject.toml $(shell find $(FRONTEND) -type f -not -path '*/node_modules/*' -not -path '*/test/*')
# pip brings node and npm into .venv; what npm runs looks for node on the path
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix $(FRONTEND)
# what checks the scripts: a build by pip alone leaves it out, one from here does not
TOOLS := $(FRONTEND)/node_modules/.bin/tsc
export NPM_CONFIG_INCLUDE := dev

# what a person would pick instead, each in an environment of its own
PEERS := voila panel dash streamlit
PEER_voila := voila ipywidgets
PEER_panel := panel
PEER_dash := dash gunicorn
PEER_streamlit := streamlit

.PHONY: app bench docs lab soak test test-fast pictures check clean help
.DEFAULT_GOAL := app

app: .venv/installed  ## open the guide in Voilà
	$(BIN)/crampguide app

lab: .venv/installed  ## open the notebooks in JupyterLab
	$(BIN)/crampguide lab

test: test-fast .venv-hub/installed  ## run every test: first those without a browser, then those in one
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/pytest tests/browser

test-fast: .venv/installed $(TOOLS)  ## run every test that needs no browser, side by side
	$(NPM) test
	$(BIN)/pytest -n logical --dist loadfile --ignore tests/browser

docs: .venv/installed  ## build the documentation into build/docs: pages, notebooks that run, links, spelling
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet --builder html docs build/docs
	$(BIN)/codespell README.md CHANGELOG.md CONTRIBUTING.md crampguide data docs notebooks
	@echo "The documentation is in build/docs/index.html"

bench: .venv/installed $(PEERS:%=.venv-bench-%/installed)  ## measure the guide beside its peers: about an hour, on a quiet machine
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m bench.measure $(BENCH)

soak: .venv/installed  ## let visitors come and vanish for 45 minutes (SOAK=--minutes=5 for less)
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m tests.browser.soak $(SOAK)

pictures: .venv/installed  ## take the pictures of the README and of the look again
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m tests.browser.pictures

check: .venv/installed $(TOOLS)  ## style, types and the rules of data/
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NPM) run check
	$(BIN)/crampguide check

clean:  ## remove all that these targets made
	rm -rf .venv .venv-* build dist docs/made crampguide/widgets/static $(FRONTEND)/node_modules
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(TOOLS): | .venv/installed
	$(NPM) ci --silent
	@touch crampguide/widgets/static/*  # pip would take new tools for new sources, and build once more

help:  ## say what each of these does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/installed: $(SOURCES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "crampguide needs Python 3.11 or newer. Name one: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# a JupyterHub as an institute runs one, apart from what the guide needs; its proxy is a program for node
.venv-hub/installed: | .venv/installed
	$(PYTHON) -m venv .venv-hub
	.venv-hub/bin/python -m pip install --quiet --disable-pip-version-check 'jupyterhub>=6,<7' 'jupyter-server-proxy>=4.4,<5'
	PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix .venv-hub install --silent --no-fund --no-audit 'configurable-http-proxy@^5'
	@touch $@

.venv-bench-%/installed: | .venv/installed
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check plotly $(PEER_$*)
	@touch $@
