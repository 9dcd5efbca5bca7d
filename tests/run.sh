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
# Three processes share the cores: two look at pages, which is mostly waiting, the third runs the rest. A few tests that fail
# beside the others are asked once more with the cores to themselves: a real fault fails there too.
apart=(tests/browser/test_{cards,frame,looks,odd_texts,typing}.py)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
lane() {
    name=$1
    shift
    pytest -o cache_dir="$logs/cache.$name" "$@" 2>&1 | tee "$logs/$name"
}
again() {
    name=$1
    shift
    [ "$(grep -cE '^(FAILED|ERROR) ' "$logs/$name")" -le 5 ] || return 1
    echo "==== What failed beside the others ($name), alone:"
    pytest -o cache_dir="$logs/cache.$name" --last-failed --last-failed-no-failures=none "$@"
}
pages=(tests/browser "${apart[@]/#/--ignore=}")
rest=(--ignore=tests/browser)
lane apart "${apart[@]}" >/dev/null & apart_lane=$!
lane rest "${rest[@]}" >/dev/null & rest_lane=$!
failed=()
lane pages "${pages[@]}" || failed+=(pages)
wait "$apart_lane" || failed+=(apart)
wait "$rest_lane" || failed+=(rest)
cat "$logs/apart" "$logs/rest"
broken=0
for name in "${failed[@]}"; do
    declare -n asked=$name
    again "$name" "${asked[@]}" || broken=1
done
exit "$broken"
