.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
STAMP_DEV := .venv/.installed-dev

.PHONY: help install run check test fuzz evaluation-truth bench docs picture train text clean

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
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

test: $(STAMP_DEV)  ## run every test
	$(BIN)/pytest -n 2 --cov --cov-report=term-missing:skip-covered --cov-fail-under=100

fuzz: $(STAMP_DEV)  ## 2,000 made-up requests to the API instead of 200
	RATTPLATS_FUZZ_CASES=2000 $(BIN)/pytest -s tests/api/test_fuzz.py

evaluation-truth: $(STAMP_DEV)  ## draw 500 invented histories: do intervals hold the truth?
	$(BIN)/python -m evaluation.truth.covering
	$(BIN)/python -m evaluation.truth.learning

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
