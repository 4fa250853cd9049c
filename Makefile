# 联证 Lianzheng. On a new machine: `make demo` or `make test`; both prepare everything first.

run = .venv/bin/python -m

.PHONY: demo test check lint words bench lock setup

demo: setup                 ## the main job on sample cases, then the window on them
	.venv/bin/lianzheng demo --dir demo-output

test: setup                 ## every test, within twelve minutes
	$(run) pytest -n 2 --session-timeout=720

lint: setup                 ## format, lint, types, import contract, translations
	$(run) ruff format --check .
	$(run) ruff check .
	$(run) mypy
	.venv/bin/lint-imports
	$(run) resources.i18n.compile --check

check: lint test            ## what a change must pass

words: setup                ## joins the translations into the compiled catalogue
	$(run) resources.i18n.compile

bench: setup                ## measures; never part of the tests
	$(run) pytest tests/benchmarks -p no:xdist -s --timeout=0 \
		-o python_files='bench_*.py' -o python_functions='bench_*'

lock: setup                 ## renews packaging/requirements.lock; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --extra window --extra dev pyproject.toml -o packaging/requirements.lock

setup:
	@PYTHON='$(PYTHON)' sh packaging/setup.sh
