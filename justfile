# `just` lists these.

default:
    @just --list

# everything that CI runs
ci:
    bash .ci/test

# the reader on the shipped articles
read *arguments:
    cargo run --release -- {{arguments}}

# write docs/keys.md and the JSON Schema anew from their tables, and the pictures from the program
docs:
    BYLINE_BLESS=1 cargo test --test it -- docs picture exports

# benchmarks of single rooms
bench:
    cargo bench
