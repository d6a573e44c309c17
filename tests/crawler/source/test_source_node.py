"""Where an npm package keeps its tools: modules, dependencies, documents."""

from pathlib import Path

import pytest

from tests.crawler.source.sourcing import node_tools, only, properties

MODULES = {
    "named": ("import {ADD as name} from './a.js';", "export const ADD = 'add';"),
    "default": ("import name from './a.js';", "export default 'add';"),
    "list": ("import {name} from './a.js';", "const it = 'add'; export {it as name};"),
    "namespace": ("import * as a from './a'; const name = a.ADD;", "export const ADD = 'add';"),
    "commonjs": ("const {name} = require('./a.js');", "exports.name = 'add';"),
    "whole": ("const {name} = require('./a.js');", "module.exports = {name: 'add'};"),
    "interop": ("const a_1 = require('./a'); const name = (0, a_1.f)();",
                "exports.f = f; function f() { return 'add'; }"),
    "defined": ("const name = require('./a').name;",
                "Object.defineProperty(exports, 'name', {get: function () { return 'add'; }});"),
    "json": ("import data from './b.json'; const name = data.name;", ""),
    "through another": ("import {name} from './c.js';", "export const name = 'add';"),
    "by another name": ("import {d} from './d.js'; const name = d.name;",
                        "export const name = 'add';"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "other"), MODULES.values(), ids=MODULES)
def test_names_are_followed_over_modules(text: str, other: str, tmp_path: Path) -> None:
    files = {
        "index.js": f"{text}\nserver.tool(name, run);",
        "a.js": other,
        "b.json": '{"name": "add"}',
        "c.js": "export * from './a.js';",
        "d.js": "export * as d from './a.js';",
    }
    assert set(node_tools(tmp_path, files)) == {"add"}


def test_a_server_without_an_sdk_answers_by_hand(tmp_path: Path) -> None:
    files = {
        "index.js": "await import(computed); server.tool('one', run);",
        "lib/main.js": "switch (m.method) { case 'tools/list': return {tools: all()}; }",
        "lib/add.js": "export default { name: 'add', description: 'Adds.', inputSchema: {} };",
    }
    assert set(node_tools(tmp_path, {**files, "index.js": "await import(computed);"})) == {"add"}
    whole = {
        **files,
        "index.js": f"{files['index.js']} import './lib/main.js'; import './lib/add.js';",
    }
    assert set(node_tools(tmp_path, whole)) == {"one", "add"}


def test_tools_may_stand_in_a_dependency(tmp_path: Path) -> None:
    core = tmp_path / "node_modules" / "notes-core"
    core.mkdir(parents=True)
    (core / "package.json").write_text('{"exports": {".": {"import": "./lib.mjs"}}}')
    (core / "lib.mjs").write_text("export function start(s) { s.tool('add', run); }")
    files = {
        "index.js": "import {start} from 'notes-core'; start(server);",
        "package.json": '{"bin": {"notes": "./index.js"}, "dependencies": {"notes-core": "1"}}',
    }
    assert set(node_tools(tmp_path, files)) == {"add"}


def test_tools_may_come_from_an_openapi_document(tmp_path: Path) -> None:
    document = """{"openapi": "3.1.0", "paths": {"/notes/{id}": {
        "parameters": [{"name": "id", "in": "path", "required": true,
                        "schema": {"type": "string"}}],
        "patch": {"operationId": "change-note", "summary": "Change a note",
                  "requestBody": {"content": {"application/json": {"schema":
                      {"$ref": "#/components/schemas/Note"}}}}}}},
        "components": {"schemas": {"Note": {"properties": {"text": {"type": "string"}}}}}}"""
    code = (
        'const t = {}; const api = "API"; t[api] = {methods: []}; load("openapi"); x.operationId;'
    )
    tool = only(node_tools(tmp_path, {"index.js": code, "notes-openapi.json": document}))
    assert (tool["name"], tool["description"]) == ("API-change-note", "Change a note")
    assert properties(tool) == {"id": {"type": "string"}, "text": {"type": "string"}}
