.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
STAMP_DEV := .venv/.installed-dev

.PHONY: help install run check test browser screenshots accessible fuzz booking courses evaluation-truth evaluation-large bench docs picture train text clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[service]'
	@touch $@

$(STAMP_DEV): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(STAMP)

install: $(STAMP)  ## create .venv with the command rattplats in .venv/bin

run: $(STAMP)  ## fill a demo municipality and serve it on http://127.0.0.1:8000
	$(BIN)/rattplats demo

check: $(STAMP_DEV)  ## ruff, mypy, import-linter and deptry
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --num-workers 2
	$(BIN)/lint-imports
	$(BIN)/deptry .

# Two test processes on two cores: threads of one product would only wait for each other. The pages and the
# store are tested without counting the branches of matcher: counting slows every line of Python.
COUNTED := tests/unit tests/spec tests/property tests/evaluation
PYTEST := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist worksteal --durations=15
test: $(STAMP_DEV) browser  ## run every test
	$(PYTEST) $(COUNTED) --cov --cov-report=term-missing:skip-covered --cov-fail-under=100
	$(PYTEST) $(addprefix --ignore=,$(COUNTED))

APT := apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core

browser:  ## install Chromium for the browser tests, where it is missing and may be
	@command -v "$${RATTPLATS_CHROMIUM:-chromium}" >/dev/null || command -v chromium-browser >/dev/null || \
	if [ "$$(id -u)" = 0 ]; then $(APT); else sudo -n sh -c '$(APT)'; fi || \
	echo "NO BROWSER: the browser tests will be skipped. Install it with: apt-get install chromium"

screenshots: $(STAMP_DEV) browser  ## take the pictures of the pages in docs/screenshots again
	$(BIN)/python -m tests.browser.screenshots
	$(BIN)/python -m tests.browser.screenshots_analyst
	$(BIN)/python -m tests.browser.screenshots_administrator

accessible: $(STAMP_DEV) browser  ## look at every page and state with axe, colours at both widths too
	RATTPLATS_AXE=whole OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n 2 tests/browser

fuzz: $(STAMP_DEV)  ## 24,000 made-up requests to every page and the API, by every role
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.support.fuzzing --cases 20000
	OPENBLAS_NUM_THREADS=1 RATTPLATS_FUZZ_CASES=4000 $(BIN)/pytest -s tests/api/test_fuzz.py

booking: $(STAMP_DEV)  ## race for the last place, and kill -9 while booking: 50 rounds, both stores
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.support.booking

courses: $(STAMP_DEV)  ## 2,000 runs of placements against a plain model
	RATTPLATS_COURSE_RUNS=2000 $(BIN)/pytest -p no:randomly tests/property/test_courses.py

evaluation-truth: $(STAMP_DEV)  ## draw 500 invented histories: do intervals hold the truth?
	$(BIN)/python -m evaluation.truth.covering
	$(BIN)/python -m evaluation.truth.learning
	$(BIN)/python -m evaluation.truth.fairness

evaluation-large: $(STAMP_DEV)  ## time a report of 50,000 placements among 100,000 places over time
	$(BIN)/python -m evaluation.truth.large

bench: $(STAMP)  ## time the engine against a bare matrix product
	$(BIN)/rattplats bench --participants 2000 --slots 100000

train: $(STAMP_DEV)  ## train the text model again; up to an hour on two processors
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[train]'
	$(BIN)/python -m data.model.training

text: $(STAMP_DEV)  ## compare the text model with others and write its reference page
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[transformers,compare]'
	$(BIN)/rattplats evaluate-text --out docs/reference

docs: $(STAMP_DEV) picture  ## make the reference pages and the picture again from the code
	$(BIN)/python -m tests.docs.fields

picture: $(STAMP)  ## draw the picture of one explained match again
	$(BIN)/python docs/make_picture.py

clean:  ## remove what can be made again
	rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache dist build
