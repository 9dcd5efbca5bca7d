#!/usr/bin/env bash
# Every check of the project, offline: style, types, tests. Needs tests/requirements.txt, `npm ci --prefix tests` and Debian's chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False
export OMP_NUM_THREADS=1  # several processes share the cores: threads that wait for each other cost more than they save
ruff check .
ruff format --check .
mypy
npm --prefix tests run --silent types
npm --prefix tests run --silent lint
npm --prefix tests run --silent bundle -- --check
npm --prefix tests run --silent test
[ $# -eq 0 ] || exec pytest "$@"
# Three processes share the cores: two look at pages, which is mostly waiting, the third runs the rest.
apart=(tests/browser/test_{cards,frame,looks,odd_texts,typing}.py)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
pytest "${apart[@]}" >"$logs/apart" 2>&1 &
lanes=($!)
pytest --ignore=tests/browser >"$logs/rest" 2>&1 &
lanes+=($!)
status=0
pytest tests/browser "${apart[@]/#/--ignore=}" || status=$?
for lane in "${lanes[@]}"; do
    wait "$lane" || status=$?
done
cat "$logs/apart" "$logs/rest"
exit "$status"
