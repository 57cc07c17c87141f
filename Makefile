# Two commands: `make serve` sets everything up and shows the site, `make test` runs every test.
# Each rule is one line of a real tool; a stamp file says what is already done.

PORT ?= 8000
# Options for pytest; by default one worker for each of two cores. One that is done takes over
# from the other, which also keeps tests that share a page together.
PYTEST ?= -n 2 --dist worksteal
PYTHON := .venv/bin/python
BUILD_READY := .venv/build-ready
TEST_READY := .venv/test-ready
STORE_READY := .venv/store/ready
NODE_READY := checklist/web/node_modules/.ready
OTHERS_READY := tests/bench/others/node_modules/.ready
PORTALS_READY := tests/portals/node_modules/.ready
SITE_READY := build/site-ready

# All that the site is made from. Folders are listed too: a removed file changes its folder.
SOURCES = mkdocs.yml $(shell find src docs checklist -name node_modules -prune -o -name __pycache__ -prune -o ! -name '*.pyc' -print 2>/dev/null)

# MkDocs' own banner about its successor; every other warning stays and stops the strict build.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What does not need each other is fetched and built side by side.
MAKEFLAGS += --jobs=2

.PHONY: help serve build release quick test check prove mutate guards bench requirements clean
.DELETE_ON_ERROR:

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 22

serve: build ## Build the site and serve it at http://127.0.0.1:8000 (PORT= changes it), a portal beside it
	@$(PYTHON) -m coordguide.site.serving.server --port $(PORT)

build: $(SITE_READY) ## Write the site to site/

release: build ## Write an archive for any server, its bill of materials and checksums to build/release/
	$(PYTHON) -m coordguide.site.serving.archive

quick: $(TEST_READY) $(NODE_READY) ## Run the tests that need no browser and no built site
	$(PYTHON) -m pytest $(PYTEST) -m "not browser and not built and not slow"

test: build $(TEST_READY) $(STORE_READY) $(PORTALS_READY) ## Run every test
	@tests/find-browser >/dev/null
	$(PYTHON) -m pytest $(PYTEST)

check: $(TEST_READY) $(NODE_READY) ## Check form, types and content; starts no browser
	$(PYTHON) -m ruff check src tests
	$(PYTHON) -m ruff format --check --quiet src tests
	$(PYTHON) -m mypy
	cd checklist/web && npm run --silent types && npm run --silent lint
	$(PYTHON) -m coordguide check

prove: $(TEST_READY) ## Prove what must hold, over every case
	$(PYTHON) -m coordguide prove

mutate: $(TEST_READY) ## Get the rules wrong in every small way; all must be noticed
	$(PYTHON) -m coordguide mutate

guards: build $(TEST_READY) ## Take each guard against a fault out; its test must fail
	$(PYTHON) tests/take-out-guards

bench: build $(TEST_READY) $(OTHERS_READY) ## Measure sizes, start and answer times
	@tests/find-browser >/dev/null
	$(PYTHON) -m pytest --quiet --capture=no tests/bench -o python_files='bench_*.py' -o python_functions='measure_*'

requirements: $(BUILD_READY) ## Pin the newest allowed packages with their hashes
	$(PYTHON) -m venv build/uv && build/uv/bin/pip install --quiet --require-hashes -r requirements/tools.txt
	cd requirements && for part in build test store tools; do ../build/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.13 --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" -o $$part.txt $$part.in; done

clean: ## Remove what was built (the environment stays)
	rm -rf site build

$(SITE_READY): $(BUILD_READY) $(NODE_READY) $(SOURCES)
	@mkdir -p build
	$(PYTHON) -m mkdocs build --strict --site-dir build/site
	@rm -rf site && mv build/site site   # a build that fails leaves the last good site
	@touch $@

$(BUILD_READY): requirements/build.txt pyproject.toml .python-version
	@echo "Setting up Python in .venv (once; a minute or two)"
	@python=$$(requirements/find-python) && "$$python" -m venv .venv
	$(PYTHON) -m pip install --require-hashes -r requirements/build.txt
	@requirements/find-pango $(PYTHON)
	$(PYTHON) -m pip install --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_READY): $(BUILD_READY) requirements/test.txt
	@echo "Adding what the tests need to .venv"
	$(PYTHON) -m pip install --require-hashes -r requirements/test.txt
	@touch $@

# The record store that the tests report to wants older packages than the rest.
$(STORE_READY): $(BUILD_READY) requirements/store.txt
	@echo "Setting up a record store for the tests"
	$(PYTHON) -m venv .venv/store
	.venv/store/bin/python -m pip install --quiet --require-hashes -r requirements/store.txt
	@touch $@

$(NODE_READY): checklist/web/package-lock.json
	@command -v npm >/dev/null || { echo "Please install Node.js 20 or newer with npm (Debian: the packages nodejs and npm), then run make again." >&2; exit 1; }
	@echo "Fetching the browser's Python runtime"
	cd checklist/web && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(OTHERS_READY): tests/bench/others/package-lock.json
	@echo "Fetching what the checklist is measured beside"
	cd tests/bench/others && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(PORTALS_READY): tests/portals/package-lock.json
	@echo "Fetching what portals are built with"
	cd tests/portals && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
