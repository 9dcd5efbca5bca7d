#!/usr/bin/env bash
# The build of a Space, rehearsed: a fresh folder and environment, Gradio and `spaces` first as Spaces do, then
# requirements.txt, start, first answer. Takes minutes and a gigabyte in $TMPDIR; needs a package index.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap '[ -z "${app:-}" ] || kill "$app" 2>/dev/null || true; rm -rf "$folder"' EXIT
pin=$(sed -n 's/^sdk_version: //p' "$project/README.md")

echo "1. what hf upload sends, into $folder"
mkdir "$folder/app"
(cd "$project" && tar -c --exclude=./.git --exclude=./.venv --exclude=__pycache__ --exclude=./tests .) | tar -x -C "$folder/app"
cd "$folder/app"

echo "2. gradio[oauth,mcp]==$pin and spaces"
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q "gradio[oauth,mcp]==$pin" spaces

echo "3. requirements.txt"
"$folder/venv/bin/pip" install -q -r requirements.txt ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"}
"$folder/venv/bin/pip" check

echo "4. the start"
export BERTDEMO_PORT=${BERTDEMO_PORT:-7861} BERTDEMO_HOST=0.0.0.0 HF_HUB_OFFLINE=1 HOME="$folder"
"$folder/venv/bin/python" app.py > "$folder/log.txt" 2>&1 &
app=$!
for _ in $(seq 180); do
  curl -sf -o /dev/null "http://127.0.0.1:$BERTDEMO_PORT/" && break
  kill -0 "$app" || { cat "$folder/log.txt"; exit 1; }
  sleep 1
done

echo "5. the first answers: the page, an endpoint, a tool"
curl -sf -o "$folder/zh.html" "http://127.0.0.1:$BERTDEMO_PORT/zh"
grep -q 'og:image' "$folder/zh.html"
"$folder/venv/bin/python" - "http://127.0.0.1:$BERTDEMO_PORT" <<'PYTHON'
import asyncio
import sys

from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

told = Client(sys.argv[1], verbose=False).predict("A wonderful film.", api_name="/classify")
print(dict(zip(told["labels"], told["probabilities"])))


async def tools() -> int:
    async with streamable_http_client(sys.argv[1] + "/gradio_api/mcp/") as (reading, writing, _):
        async with ClientSession(reading, writing) as session:
            await session.initialize()
            answer = await session.call_tool("tokenize", {"text": "A wonderful film."})
            assert not answer.isError, answer
            return len((await session.list_tools()).tools)


print(asyncio.run(tools()), "tools")
PYTHON
! grep -q Traceback "$folder/log.txt" || { cat "$folder/log.txt"; exit 1; }
echo "done"
