"""The named endpoints: the same computations for gradio_client, notebooks and MCP, beside the page."""
