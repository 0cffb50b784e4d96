# make run: the demo, at http://127.0.0.1:8080. make test: everything. make check: the house rules. make size: the bytes of
# a first visit. make bench: decisions, imports and pages against bare anchors (LARGE=1 adds ten million patients: 20 GB of disk and
# an hour). make fuzz: each fuzz target for ten minutes. make clock: the Rust tests on other days. What is not installed is
# installed first (.ci/tools).
CARGO_HOME ?= $(HOME)/.cargo
export PATH := $(CURDIR)/.tools/bin:$(CARGO_HOME)/bin:$(PATH)

# Views behind one type make the app a tenth smaller. `.ci/split` needs the linker's relocations to cut it into parts. Where
# crates lie on this machine is nobody's business, and would make the same source another file elsewhere.
WASM_RUSTFLAGS := --cfg erase_components -Clink-arg=--emit-relocs --remap-path-prefix=$(CARGO_HOME)/registry/src=/crates --remap-path-prefix=$(CURDIR)=/

.PHONY: run test check size bench fuzz clock dist tools
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

# Durable, as in production: the throwaway cluster of the tests is not.
bench: tools dist
	POSTGRES_SETTINGS='-c fsync=on' .ci/postgres cargo bench --package backend --bench registry -- $(if $(LARGE),--large)

fuzz:
	.ci/fuzz

clock:
	.ci/tools test
	.ci/clock

tools:
	.ci/tools

dist: dist/assets.json

# NO_COLOR=1, which many set, is a usage error for Trunk.
dist/assets.json: $(shell find frontend shared/src locales -type f) Cargo.toml Cargo.lock Trunk.toml Makefile .ci/split .ci/dist | tools
	env -u NO_COLOR RUSTFLAGS="$(WASM_RUSTFLAGS)" trunk build
	.ci/split
	.ci/dist
