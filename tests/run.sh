#!/usr/bin/env bash
# Every check of the project, offline: style, types, tests. Needs tests/requirements.txt, `npm ci --prefix tests` and Debian's chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
export HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False
ruff check .
ruff format --check .
mypy
npm --prefix tests run --silent types
npm --prefix tests run --silent lint
npm --prefix tests run --silent test
pytest "$@"
