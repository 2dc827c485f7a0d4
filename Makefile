# Everything a newcomer needs is `make run` and `make test`; both do their own set-up.
SHELL := /bin/sh
PORT ?= 8000
PY := .venv/bin/python
PYTEST := .venv/bin/pytest -q -p no:cacheprovider
.DEFAULT_GOAL := help
.PHONY: help run test test-log crash fuzz check bench lock messages generated env-runtime env-dev system go node

help: ## say what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

env-runtime:
	@tools/setup.sh runtime

env-dev:
	@tools/setup.sh dev

run: env-runtime ## start the platform with a demonstration province on 127.0.0.1:$(PORT)
	@.venv/bin/shuzheng keys make
	@.venv/bin/shuzheng demo --if-empty
	@exec .venv/bin/shuzheng serve --port $(PORT)

system:
	@tools/system.sh postgresql:/usr/lib/postgresql chromium:/usr/bin/chromium openssl:openssl softhsm2:/usr/lib/softhsm/libsofthsm2.so fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

go:
	@tools/system.sh golang-go:/usr/bin/go golang-golang-x-mod-dev:/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog

node:
	@tools/system.sh nodejs:node npm:npm util-linux:unshare
	@tools/interop.sh

test: env-dev system go node ## run the whole suite: SQLite, then PostgreSQL, strangers' readings of log and certificates, the browser
	@$(PY) -m tools.messages --compile
	$(PYTEST) -n 2
	tools/postgresql.sh $(PYTEST) -n 2
	$(PYTEST) -m sumdb tests/sumdb
	$(PYTEST) -m interop tests/interop
	$(PYTEST) -m browser

crash: env-dev system ## kill the platform CRASHES (200) times on each engine and look what is left (SEED=n)
	$(PY) -m tests.crash sqlite --crashes $(or $(CRASHES),200) $(if $(SEED),--seed $(SEED))
	$(PY) -m tests.crash postgresql --crashes $(or $(CRASHES),200) $(if $(SEED),--seed $(SEED))

fuzz: env-dev ## search a parser (PARSER, all) with RUNS (20,000) inputs each, guided by coverage
	@.tools/bin/uv pip install --quiet --require-hashes -r requirements/fuzz.txt
	$(PY) -m tests.fuzz.search $(or $(PARSER),all) $(or $(RUNS),20000)

test-log: env-dev go ## have Go's checksum database packages judge a log of ENTRIES (1,000,000)
	LOG_ENTRIES=$(or $(ENTRIES),1000000) $(PYTEST) -m sumdb tests/sumdb

check: env-dev ## format, lint, types, imports, templates, migrations, messages, house tests
	.venv/bin/ruff format --check --quiet src tests tools bench
	.venv/bin/ruff check --quiet src tests tools bench
	.venv/bin/mypy src tools tests
	.venv/bin/lint-imports --no-cache
	@$(PY) -m tools.messages --check
	$(PYTEST) tests/house

bench: env-dev node ## measure speed beside peers; ONLY=id for one of them
	@.venv/bin/shuzheng bench $(if $(ONLY),--only $(ONLY))

lock: env-dev ## resolve requirements/*.in anew into the hash-locked files
	.tools/bin/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 requirements/runtime.in -o requirements/runtime.txt
	.tools/bin/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 -c requirements/runtime.txt requirements/dev.in -o requirements/dev.txt
	.tools/bin/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 requirements/fuzz.in -o requirements/fuzz.txt

messages: env-dev ## extract the messages of every room and compile the translations
	@$(PY) -m tools.messages

generated: env-dev ## write docs/generated anew
	@$(PY) -m tools.generated
