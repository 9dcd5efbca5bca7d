#!/usr/bin/env bash
# Every check of the project, offline: style, types, tests. Needs tests/requirements.txt, `npm ci --prefix tests` and Debian's chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False
export OMP_WAIT_POLICY=PASSIVE  # two processes share the cores: threads that wait do not spin
ruff check .
ruff format --check .
mypy
npm --prefix tests run --silent types
npm --prefix tests run --silent lint
npm --prefix tests run --silent bundle -- --check
npm --prefix tests run --silent test
[ $# -eq 0 ] || exec pytest "$@"
# One process looks at the page, another runs the rest: a browser waits much, and two browsers spoil each other's timing.
# The rest is done first, and goes on with what waits for trainings and downloads anyway.
patient=(tests/browser/test_hub_models.py tests/browser/test_learn.py tests/browser/test_push.py)
rest=$(mktemp)
trap 'rm -f "$rest"' EXIT
(
    status=0
    pytest --ignore=tests/browser || status=$?
    pytest "${patient[@]}" || status=$?
    exit "$status"
) >"$rest" 2>&1 &
other=$!
status=0
pytest tests/browser "${patient[@]/#/--ignore=}" || status=$?
wait "$other" || status=$?
cat "$rest"
exit "$status"
