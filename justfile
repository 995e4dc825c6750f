# Recipes for people; `just` lists them. What CI runs stands in .ci/run, and `just ci` runs just that.

# Where the annotated texts and the sources of the knowledge base lie.
shared := "../shared"

# List the recipes
default:
    @just --list

# All that CI checks: formatting, lints, tests, documentation
ci:
    .ci/run

# Format the code
fmt:
    cargo fmt

# Lint everything, warnings being errors
lint:
    cargo clippy --all-targets -- -D warnings

# Run the tests, or those whose names hold FILTER
test *FILTER:
    cargo test {{ FILTER }}

# Have others' programs read the exports of ARTICLES invented articles, of the sample and of hostile names
readers ARTICLES="5000":
    cargo build
    python3 -m venv target/readers
    target/readers/bin/pip install -q -r tests/readers/requirements.txt
    target/readers/bin/python tests/readers/check.py --articles {{ ARTICLES }}

# Build the documentation of the library, and of its private parts
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps
    cargo doc --no-deps --document-private-items

# Look at the sample articles in a browser
serve:
    cargo run --release -- build data/articles -o graph.ron
    cargo run --release -- serve graph.ron --articles data/articles

# Draw the sample articles as a graph
demo:
    cargo run --release -- build data/articles -o graph.ron
    cargo run --release -- export graph.ron -f svg -o graph.svg

# Extract the annotated texts of SPLIT (dev, train) and score the records, by kind of text too
score SPLIT="dev":
    cargo run --release -- extract {{ shared }}/gold/{{ SPLIT }}/texts.jsonl -o target/{{ SPLIT }}.jsonl
    cargo run --release -- score {{ shared }}/gold/{{ SPLIT }}/gold.jsonl target/{{ SPLIT }}.jsonl \
        --texts {{ shared }}/gold/{{ SPLIT }}/texts.jsonl --per-type --by-group

# The same, and whether the reference scorer gives the same figures
score-check SPLIT="dev": (score SPLIT)
    cargo run --release -- score {{ shared }}/gold/{{ SPLIT }}/gold.jsonl target/{{ SPLIT }}.jsonl \
        --texts {{ shared }}/gold/{{ SPLIT }}/texts.jsonl --per-type > target/{{ SPLIT }}.ours
    python3 {{ shared }}/score/score.py {{ shared }}/gold/{{ SPLIT }}/gold.jsonl target/{{ SPLIT }}.jsonl \
        --texts {{ shared }}/gold/{{ SPLIT }}/texts.jsonl --per-type > target/{{ SPLIT }}.theirs
    diff target/{{ SPLIT }}.theirs target/{{ SPLIT }}.ours

# Check the schemas and the tables of the knowledge base
check:
    cargo run -- schema check
    cargo run -- kb check

# Compile the tables of the knowledge base anew from their sources, then check them
kb:
    python3 tools/kb/compile.py --shared {{ shared }}/data -o data/kb
    cargo run -- kb check

# Put so many varied news items into a store, and say for each tenth what an article cost
million ARTICLES="1000000" STORE="target/million.db":
    cargo build --release
    python3 benches/million.py run {{ shared }}/data/news/current-events-*.jsonl --articles {{ ARTICLES }} --store {{ STORE }}

# Instructions that extraction takes for a token, by stage (needs valgrind)
instructions ARTICLES="200":
    cargo build --release
    python3 benches/instructions.py {{ shared }}/data/news/current-events-*.jsonl --articles {{ ARTICLES }}

# Feed mutated inputs to a reader (or to all), for so many seconds each
fuzz TARGET="all" SECONDS="60" SEED="1":
    cargo run --release --example fuzz -- {{ TARGET }} {{ SECONDS }} {{ SEED }}

# Check licences, sources and known vulnerabilities of dependencies (cargo install cargo-deny)
deny:
    cargo deny check
