# make demo   install into .venv, validate the example catalog and, where they are at hand, the imported real items
# make test   install what the tests need (system packages too, when absent) and run them all
# make lint   ruff, mypy, import-linter, documentation up to date, our own catalog clean
# make bench  measure, with peers in the same run · make fuzz  a bounded time of fuzzing · make docs  write the reference again

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
NODE_MODULES := build/node_modules
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
FUZZ_SECONDS ?= 120
TESTS ?=

.PHONY: demo test lint bench fuzz docs clean

$(VENV)/made: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); $(SUDO) apt-get update -q; $(SUDO) apt-get install -yq python3-venv; $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fast]' || $(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/dev: $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

# the editor test starts a real language server
$(NODE_MODULES)/.bin/yaml-language-server:
	command -v npm >/dev/null || { $(SUDO) apt-get update -q; $(SUDO) apt-get install -yq nodejs npm; }
	npm install --silent --no-fund --no-audit --prefix build yaml-language-server@1

demo: $(VENV)/made
	$(BIN)/powercat -C catalog-data validate
	$(BIN)/powercat -C catalog-data stats
	@if [ -f "$(SHARED)/data/items/guangdong/items-sample.jsonl" ]; then \
		set -e; rm -rf build/guangdong; mkdir -p build/guangdong; \
		echo; echo "导入广东省 323 个真实事项 / importing 323 real items"; \
		$(BIN)/powercat import "$(SHARED)/data/items/guangdong/items-sample.jsonl" --map docs/import/guangdong.map.yaml --into build/guangdong; \
		$(BIN)/powercat -C build/guangdong validate --fail-on never; \
		echo; echo "导入法律文本，看行政许可法第三十二条、哪些记录以它为依据 / law texts: an article, and what rests on it"; \
		rm -rf build/laws; cp -r catalog-data build/laws; \
		$(BIN)/powercat -C build/laws law import -q "$(SHARED)/data/laws/行政法" >/dev/null; \
		$(BIN)/powercat -C build/laws law show 行政许可法 "32(1)"; \
		$(BIN)/powercat -C build/laws law impact 行政许可法:32; \
	else echo; echo "没有 $(SHARED)/data，跳过真实事项的导入 / no $(SHARED)/data here: the import of real items is left out"; fi

test: $(VENV)/dev $(NODE_MODULES)/.bin/yaml-language-server
	command -v git >/dev/null || { $(SUDO) apt-get update -q; $(SUDO) apt-get install -yq git; }
	POWERCAT_NODE_MODULES=$(abspath $(NODE_MODULES)) $(BIN)/python -m pytest $(TESTS)

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/powercat -C catalog-data validate --as-of 2026-07-01 --fail-on warning

docs: $(VENV)/made
	$(BIN)/python docs/generate.py

bench: $(VENV)/dev
	$(BIN)/python benchmarks/run.py

fuzz: $(VENV)/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]' || echo "atheris does not install here; hypothesis alone fuzzes"
	$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS)

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
