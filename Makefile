# make run         builds and serves the demo at http://127.0.0.1:8080
# make test        runs everything
# make check       checks the invariants of docs/ARCHITECTURE.md
# make size        counts the bytes of a first visit
# make lighthouse  measures pages as a slow phone sees them; half an hour
# make start       measures start to ready with thirteen languages
# make bench       measures decisions, imports, requests, hashes, reading and assets beside baselines; LARGE=1 adds ten
#                  million patients: 4 GB of disk and about 10 minutes
# make attack      attacks the server on this machine, then without its defenses; prints what it withstands; 40 minutes
# make chaos       kills the service and takes its database away while it works, and counts what is lost, repeated or stuck;
#                  six minutes. KILLS=, SEED=, RELEASE=1
# make load        people use the service at a steady rate: prints times and errors; a minute. DATABASE=postgres, RATE= a
#                  second, SECONDS=, OPENING= percent that open their link, RELEASE=1
# make fuzz        runs each fuzz target for ten minutes
# make fuzz-api    calls a running server with what schemathesis makes from docs/openapi.json; needs Python
# make clock       runs the Rust tests on four other days
#
# Each target first installs the tools that are missing (.ci/tools).
CARGO_HOME ?= $(HOME)/.cargo
export PATH := $(CURDIR)/.tools/bin:$(CARGO_HOME)/bin:$(PATH)

# `erase_components` gives all views one type, which makes the app a tenth smaller. `.ci/split` needs the linker's
# relocations to cut the app into parts. Remap paths so that builds are reproducible and reveal no local path.
WASM_RUSTFLAGS := --cfg erase_components -Clink-arg=--emit-relocs --remap-path-prefix=$(CARGO_HOME)/registry/src=/crates --remap-path-prefix=$(CURDIR)=/

BUILT := $(CURDIR)/target/$(if $(RELEASE),release,debug)/myvax

.PHONY: run test check size start lighthouse bench attack chaos load fuzz fuzz-api clock dist tools
.DEFAULT_GOAL := run

run: tools dist
	cargo build --release --package backend
	target/release/myvax serve --demo

test:
	.ci/test

check:
	.ci/check

size: tools dist
	cargo build --package backend
	.ci/size

start: tools dist
	.ci/postgres .ci/start

lighthouse: tools dist
	.ci/tools lighthouse
	cargo build --release --package backend
	.ci/lighthouse

# Durable, as in production: the throwaway cluster of the tests is not.
bench: tools dist
	POSTGRES_SETTINGS='-c fsync=on' .ci/postgres cargo bench --package backend --bench registry -- $(if $(LARGE),--large)

attack: tools dist
	cargo build --release --package backend
	cargo build --package backend
	MYVAX_BINARY=$(CURDIR)/target/release/myvax MYVAX_CONTROL=$(CURDIR)/target/debug/myvax node e2e/attacks/run.js

chaos: dist
	.ci/tools test
	cargo build --package backend $(if $(RELEASE),--release)
	MYVAX_BINARY=$(BUILT) node e2e/chaos/run.js sqlite $(or $(KILLS),200) $(SEED)
	MYVAX_BINARY=$(BUILT) .ci/postgres node e2e/chaos/run.js postgres $(or $(KILLS),100) $(SEED)
	MYVAX_BINARY=$(BUILT) .ci/postgres node e2e/chaos/outages.js

load: dist
	.ci/tools test
	cargo build --package backend $(if $(RELEASE),--release)
	MYVAX_BINARY=$(BUILT) .ci/postgres node e2e/load/run.js $(or $(DATABASE),sqlite) $(or $(RATE),10) $(or $(SECONDS),60) $(OPENING)

fuzz:
	.ci/fuzz

fuzz-api: dist
	.ci/tools test
	cargo build --package backend
	.ci/schemathesis

clock:
	.ci/tools test
	.ci/clock

tools:
	.ci/tools

dist: dist/assets.json

# Trunk rejects NO_COLOR=1, a common setting, as a usage error.
dist/assets.json: $(shell find frontend shared/src locales -type f) Cargo.toml Cargo.lock Trunk.toml Makefile .ci/split .ci/dist | tools
	env -u NO_COLOR RUSTFLAGS="$(WASM_RUSTFLAGS)" trunk build
	.ci/split
	.ci/dist
