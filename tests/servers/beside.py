"""Has prompts, resources and templates; one prompt has no name, and pages repeat a cursor."""

from typing import Any

from tests.servers.by_hand import Params, greeting, serve, tool


def greet(params: Params) -> dict[str, Any]:
    capabilities: dict[str, Any] = {"tools": {}, "prompts": {}, "resources": {}, "x-own": {"a": 1}}
    info = {"name": "beside", "version": "1", "title": "Beside", "x-mood": "calm"}
    return greeting(params) | {"capabilities": capabilities, "serverInfo": info}


if __name__ == "__main__":
    serve(
        [tool("look")],
        initialize=greet,
        prompts_list=lambda _: {
            "prompts": [{"name": "ask", "description": "Asks. " * 1_000}, {"title": "nameless"}],
            "nextCursor": "again",
        },
        resources_list=lambda _: {"resources": [{"name": "notes", "uri": "file:///n"}]},
        resources_templates_list=lambda _: {
            "resourceTemplates": [{"name": "note", "uriTemplate": "file:///n/{id}"}]
        },
    )
