# PicUp Desktop. `make help` tells what there is; `make demo` and `make test` need nothing set up before.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
DOCS_VENV := .venv-docs
READY_DOCS := $(DOCS_VENV)/.ready
MUTANTS_VENV := .venv-mutants
READY_MUTANTS := $(MUTANTS_VENV)/.ready
# Tests wait for servers and programs more than half of the time, so twice as many as processors run.
TESTS_AT_ONCE ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) * 2 )))
.DEFAULT_GOAL := help
.PHONY: help demo test coverage simulate run screenshots lint format bench docs lock system clean bundle

help: ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): packaging/lock/run.txt pyproject.toml
	@packaging/system-packages.sh demo
	@packaging/venv.sh "$(PYTHON)" $(VENV) packaging/lock/run.txt
	@touch $@

$(READY_DEV): packaging/lock/dev.txt pyproject.toml
	@packaging/system-packages.sh test
	@packaging/test-servers.sh
	@packaging/venv.sh "$(PYTHON)" $(VENV) packaging/lock/dev.txt
	@touch $(READY) $@

# Of its own: what builds pages has no say in what the program runs on.
$(READY_DOCS): packaging/lock/docs.txt
	@packaging/system-packages.sh demo
	@packaging/venv.sh --tools "$(PYTHON)" $(DOCS_VENV) packaging/lock/docs.txt
	@touch $@

$(READY_MUTANTS): packaging/lock/mutants.txt
	@packaging/system-packages.sh demo
	@packaging/venv.sh --tools "$(PYTHON)" $(MUTANTS_VENV) packaging/lock/mutants.txt
	@touch $@

demo: $(READY) ## the main job on two practice servers, told step by step; PHOTOS=dir takes your own photos
	$(BIN)/picup demo $(if $(PHOTOS),--photos "$(PHOTOS)")

test: $(READY_DEV) ## every test, incl. those against OpenSSH, ProFTPD, Dropbear, rclone and more
	$(BIN)/python -m compileall -q picup_desktop tests
	$(BIN)/python -m pytest -n $(TESTS_AT_ONCE) --dist worksteal

coverage: $(READY_DEV) ## every test once more, and how much of the code it went through
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	@for part in vault ledger storage sync; do \
		printf '%-8s %s %%\n' $$part $$($(BIN)/coverage report --format=total --include="picup_desktop/$$part/*"); done

LIVES := every_promise or both_away
# What else stands in that folder is about the simulation itself, and `make test` has it.
simulate: $(READY_DEV) ## many lives of the engine, by seed; SEEDS=n of them, from FIRST=n on
	PICUP_SEEDS="$(or $(SEEDS),500)" PICUP_FIRST_SEED="$(or $(FIRST),1)" PICUP_FORTNIGHT=1 \
		$(BIN)/python -m pytest -n auto --dist worksteal tests/simulation -k "$(LIVES)"

.PHONY: scramble
scramble: $(READY_DEV) ## an album is scrambled, in place and by rename; every photo must come back: PHOTOS=n
	PICUP_SCRAMBLE_PHOTOS="$(or $(PHOTOS),5000)" $(BIN)/python -m pytest -n 0 tests/scenarios/versions/test_4_3_scramble.py

.PHONY: hostile
hostile: $(READY_DEV) ## every command against every kind of a storage's lies
	PICUP_HOSTILE_ALL=1 $(BIN)/python -m pytest -n auto tests/faults/hostile/test_hostile_every_command.py

.PHONY: fuzz
fuzz: $(READY_DEV) ## foreign bytes for every parser, by seed; what breaks one is kept in tests/fuzz/cases: SECONDS=n SEED=n
	PICUP_FUZZ_SECONDS="$(or $(SECONDS),1800)" PICUP_FUZZ_SEED="$(or $(SEED),1)" \
		$(BIN)/python -m pytest -n auto tests/fuzz

.PHONY: mutants
mutants: $(READY_DEV) $(READY_MUTANTS) ## change the pure decisions at one place each; a change that no unit test notices ends it: COUNT=n|all SEED=n ONLY=path
	$(MUTANTS_VENV)/bin/python -m tests.mutants --python $(BIN)/python \
		--count "$(or $(COUNT),600)" --seed "$(or $(SEED),1)" --only "$(ONLY)"

.PHONY: servers
servers: $(READY_DEV) ## a vault's life on every kind of server, as the table of docs/guide/nas.md
	$(BIN)/python -m tests.servers.matrix

.PHONY: ceph-test
ceph-test: $(READY_DEV) ## a vault's life on a real Ceph on loopback, its gateway killed again and again
	@packaging/system-packages.sh ceph
	PICUP_CEPH=1 $(BIN)/python -m pytest -n 0 --timeout 600 tests/ceph tests/storage/test_contract.py -k ceph

.PHONY: many-homes
many-homes: $(READY_DEV) ## computers that join one vault and write to it all at once: HOMES=n, CEPH=1 for backup on Ceph
	PICUP_HOMES="$(or $(HOMES),24)" PICUP_CEPH="$(CEPH)" $(BIN)/python -m pytest -n 0 tests/many_homes

run: $(READY) ## the window, on a practice vault of two practice servers
	@packaging/system-packages.sh window
	$(BIN)/picup demo --window $(if $(PHOTOS),--photos "$(PHOTOS)")

screenshots: $(READY_DEV) ## every screen of the window as a picture, into docs/guide/
	$(BIN)/python -m tests.ui.screenshots docs/guide

.PHONY: looks
looks: $(READY_DEV) ## every page, dialog and step at several sizes, as pictures to look at, into build/looks/
	PICUP_LOOKS=build/looks $(BIN)/python -m pytest -n 2 tests/ui/everyone/looks.py

lint: $(READY_DEV) ## formatting, style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY_DEV) ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY_DEV) ## the benchmarks, a table beside rclone
	@packaging/system-packages.sh bench
	$(BIN)/python -m compileall -q picup_desktop bench
	$(BIN)/python -m bench

docs: $(READY_DOCS) ## the guide as a site in build/site; a broken link ends it
	@NO_MKDOCS_2_WARNING=1 $(DOCS_VENV)/bin/mkdocs build --strict
	@! grep -rlE '<(script|link|img|iframe)[^>]+(src|href)="(https?:)?//' build/site --include='*.html' || \
		{ echo "These pages load something from elsewhere." >&2; exit 1; }
	@echo "The guide is in build/site/index.html"

bundle: ## one folder with both programs and their own Python, for this system: build/dist/picup-desktop
	@PYTHON="$(PYTHON)" packaging/system-packages.sh bundle
	packaging/bundle/build.sh "$(PYTHON)"

.PHONY: deb rpm appimage deb-test
deb rpm appimage: bundle
deb: ## the package for Debian and Ubuntu: build/packages/
	@packaging/system-packages.sh deb
	packaging/deb/build.sh

deb-test: ## the package's life on a Debian without Python, as root: install, demo, window, upgrade, removal; SUITE=trixie
	@packaging/system-packages.sh deb-test
	packaging/deb/test.sh $(SUITE)

rpm: ## the package for Fedora, openSUSE and their like: build/packages/
	@packaging/system-packages.sh rpm
	packaging/rpm/build.sh

.PHONY: rpm-test
rpm-test: ## the packages' life in a root of their own, as root: picup alone, the window, upgrade, removal
	@packaging/system-packages.sh rpm-test
	packaging/rpm/test.sh

appimage: ## one file for any Linux; RUNTIME=file takes another runtime than the lock file's
	@packaging/system-packages.sh appimage
	RUNTIME="$(RUNTIME)" packaging/appimage/build.sh

.PHONY: appimage-test
appimage-test: ## the AppImage's life: links, the demo, autostart, replaced while it runs, the window
	@packaging/system-packages.sh appimage-test
	packaging/appimage/test.sh

.PHONY: flatpak flatpak-check
flatpak: bundle ## the Flatpak, where its runtime is installed
	@packaging/system-packages.sh flatpak
	packaging/flatpak/build.sh

flatpak-check: bundle ## all that the Flatpak is made of, looked at by Debian's tools
	@packaging/system-packages.sh flatpak
	packaging/flatpak/build.sh --only-prepare

lock: ## write the lock files anew (needs uv)
	packaging/lock.sh

clean: ## remove what was built
	rm -rf $(VENV) $(DOCS_VENV) $(MUTANTS_VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Windows and macOS. What PyInstaller makes runs on the system that made it, so each is made there.
.PHONY: nsis dmg
nsis: ## the installer for Windows, from a build made there (packaging/windows/bundle.sh); PAYLOAD=dir
	"$(PYTHON)" packaging/windows/build.py $(if $(PAYLOAD),--payload "$(PAYLOAD)")

.PHONY: wine-test
wine-test: $(READY) ## the program for Windows under Wine, from the unit tests to its removal; STAGES="suite day program installer"
	@packaging/system-packages.sh wine-test
	packaging/wine/test.sh $(BIN)/python $(STAGES)

dmg: ## the disk image for macOS, on a Mac
	@packaging/macos/build.sh "$(PYTHON)"

.PHONY: release-rehearsal
release-rehearsal: ## all of a release that can be built here, held against itself; tells what only the public CI can do
	@packaging/release/rehearse.sh "$(PYTHON)"

.PHONY: repo
repo: ## an apt repository of build/packages/*.deb: build/repository; signed if PICUP_GPG_KEY names a key
	@packaging/system-packages.sh repo
	packaging/release/repository.sh build/packages build/repository

.PHONY: dist sbom
dist: ## the wheel and the source for an index of packages, looked at by twine: build/packages/
	@packaging/pypi/build.sh "$(PYTHON)"

sbom: ## what the program is made of, in CycloneDX, from the lock file
	@packaging/release/sbom.sh "$(PYTHON)"

.PHONY: container container-test
container: ## the image for a NAS or a server, without a window, by podman or docker; BASE=image
	packaging/container/build.sh "$(BASE)"

container-test: $(READY) ## the image's life by podman, as root: a vault on two boxes, health, upgrade; SUITE=trixie BASE=image
	@packaging/system-packages.sh container-test
	BASE="$(BASE)" packaging/container/test.sh $(SUITE)

.PHONY: systems
systems: $(READY) ## on which systems and Pythons the lock installs without a compiler, as the table of docs/systems.md
	@$(BIN)/python packaging/systems.py packaging/lock/run.txt
