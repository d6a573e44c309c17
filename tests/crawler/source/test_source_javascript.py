"""The shapes in which JavaScript and TypeScript servers register tools, each in a few lines."""

from pathlib import Path

import pytest

from tests.crawler.source.sourcing import index_tools, node_tools, only, properties

NAMED = {
    "tool": "server.tool('add', async () => {});",
    "tool with everything": "server.tool('add', 'Adds.', {a: z.string()}, {readOnlyHint: !0}, f);",
    "registerTool": "server.registerTool('add', {description: 'Adds.'}, run);",
    "optional chain": "server?.registerTool?.('add', {}, run);",
    "addTool": "server.addTool({name: 'add', description: 'Adds.', execute: run});",
    "constant": "const ADD = 'add'; server.tool(ADD, run);",
    "template": "const VERB = 'ad'; server.tool(`${VERB}d`, run);",
    "concatenation": "server.tool('a' + 'd' + 'd', run);",
    "frozen": "const N = Object.freeze({ADD: 'add'}); server.tool(N.ADD, run);",
    "destructured": "const {names: [name]} = {names: ['add']}; server.tool(name, run);",
    "in a callback": "configure((server) => { server.tool('add', run); });",
    "parameter": "function offer(s, {name}) { s.tool(name, run) } offer(server, {name: 'add'});",
    "method": "class S { constructor() { this.go(); } go() { this.server.tool('add', run); } }",
    "private method": (
        "class S { #offer(tool) { this.server.tool(tool.name, run); }"
        " start() { this.#offer({name: 'add'}); } }"
    ),
    "handler": (
        "server.setRequestHandler(ListToolsRequestSchema, async () => ({tools: [{name: 'add'}]}));"
    ),
    "minified handler": "e.setRequestHandler(Qa,async()=>({tools:[{name:'add',inputSchema:{}}]}))",
    "handler by method": "s.setRequestHandler('tools/list', () => { return {tools: TOOLS}; });"
    "const TOOLS = [{name: 'add'}];",
    "assigned in an initializer": (
        "var add; var init = __esm({'a.ts'() { add = {name: 'add'}; }});"
        "server.setRequestHandler(L, () => ({tools: [add]}));"
    ),
    "task": "server.experimental.tasks.registerToolTask('add', {}, run);",
    "compiled enum": (
        "var N; (function (N) { N['ADD'] = 'add'; })(N || (N = {})); server.tool(N.ADD, run);"
    ),
    "escaped": r"server.tool('\u0061\x64d', run);",
}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_a_shape_is_read(text: str, tmp_path: Path) -> None:
    assert set(index_tools(tmp_path, text)) == {"add"}


LOOPS = {
    "for of": "for (const t of [{name: 'add'}, {name: 'drop'}]) server.tool(t.name, run);",
    "forEach": "TOOLS.forEach(t => server.registerTool(t.name, t, run));"
    "const TOOLS = [{name: 'add'}, {name: 'drop'}];",
    "entries": "for (const [name, t] of Object.entries({add: {}, drop: {}})) s.tool(name, f);",
    "spread": "const A = [{name: 'add'}]; const T = [...A, ...(flag ? [{name: 'drop'}] : [])];"
    "s.setRequestHandler(L, () => ({tools: T}));",
    "map": "const T = ['add', 'drop'];"
    "s.setRequestHandler(L, () => ({tools: T.map(name => ({name}))}));",
    "push": "const tools = []; tools.push({name: 'add'}); if (x) { tools.push({name: 'drop'}); }"
    "s.setRequestHandler(L, () => ({tools}));",
    "made": "const make = (name) => ({name, description: `Does ${name}`});"
    "const T = [make('add'), make('drop')]; s.setRequestHandler(L, () => ({tools: T.filter(ok)}));",
    "callers": "function offer(name) { server.tool(name, run); } offer('add'); offer('drop');",
    "classes": (
        "class Base { register() { this.server.registerTool(this.name, {}, run); } }"
        "class Add extends Base { name = 'add'; }"
        "class Drop extends Base { constructor() { super(); this.name = 'drop'; } }"
    ),
    "static members": (
        "class Base { constructor() { const {toolName} = this.constructor; this.name = toolName; }"
        " register() { server.registerTool(this.name, {}, run); } }"
        "class Add extends Base {} Add.toolName = 'add';"
        "class Drop extends Base { static toolName = 'drop'; }"
    ),
    "constructors": (
        "class Tool { constructor(name) { this.name = name; } }"
        "class Drop extends Tool { constructor() { super('drop'); } }"
        "for (const t of [new Tool('add'), new Drop()]) server.tool(t.name, run);"
    ),
}


@pytest.mark.parametrize("text", LOOPS.values(), ids=LOOPS)
def test_tools_that_are_made_in_turn_are_all_read(text: str, tmp_path: Path) -> None:
    assert set(index_tools(tmp_path, text)) == {"add", "drop"}


def test_typescript_is_read_too(tmp_path: Path) -> None:
    text = """
        enum Names { Add = "add" }
        const said: string = `Adds a note` as const;
        export abstract class Server<T extends object> {
            constructor(private readonly server: McpServer, protected name: string = Names.Add) {}
            public register(): void {
                this.server.registerTool(Names.Add, { description: said!, inputSchema }, run);
            }
        }
        const inputSchema = { text: z.string().describe("What it says") } satisfies ZodRawShape;
    """
    tool = only(node_tools(tmp_path, {"index.ts": text}))
    assert (tool["name"], tool["description"]) == ("add", "Adds a note")
    assert properties(tool) == {"text": {"type": "string", "description": "What it says"}}


def test_all_of_a_definition_is_read(tmp_path: Path) -> None:
    text = """
        server.registerTool("add", {
            title: "Add", description: ["Adds", "a note"].join(" "),
            inputSchema: { type: "object", properties: { a: { type: "string" } } },
            outputSchema: { type: "object", properties: {} },
            annotations: { readOnlyHint: false, ["destructiveHint"]: !0 },
        }, run);
    """
    tool = only(index_tools(tmp_path, text))
    del tool["_meta"]
    assert tool == {
        "name": "add",
        "title": "Add",
        "description": "Adds a note",
        "inputSchema": {"type": "object", "properties": {"a": {"type": "string"}}},
        "outputSchema": {"type": "object", "properties": {}},
        "annotations": {"readOnlyHint": False, "destructiveHint": True},
    }


def test_where_the_list_is_unclear_what_looks_like_a_tool_is_one(tmp_path: Path) -> None:
    text = """
        const add = { name: "add", description: "Adds.", inputSchema: { type: "object" } };
        const other = { name: "no tool" };
        server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: remote.list(add) }));
    """
    assert set(index_tools(tmp_path, text)) == {"add"}


def test_a_tool_may_be_called_by_the_key_that_it_stands_under(tmp_path: Path) -> None:
    text = """
        export const tools = {
            add: tool({ description: "Adds.", parameters: z.object({a: z.string()}), execute }),
            drop: { description: "Drops.", inputSchema: { type: "object" }, handler() {} },
            other: { description: "No tool.", parameters: z.object({}) },
        };
    """
    tools = index_tools(tmp_path, text)
    assert set(tools) == {"add", "drop"}
    assert set(properties(tools["add"])) == {"a"}


def test_a_function_that_is_called_like_a_method_is_looked_through(tmp_path: Path) -> None:
    text = """
        const tool = (name, title, description, inputSchema, run) => {
            server.registerTool(name, { title, description, inputSchema }, run);
        };
        tool("add", "Add", "Adds a note.", { a: z.string() }, run);
        tool("drop", "Drop", "Drops a note.", {}, run);
    """
    tools = index_tools(tmp_path, text)
    assert {name: each["description"] for name, each in tools.items()} == {
        "add": "Adds a note.",
        "drop": "Drops a note.",
    }


NOTHING = {
    "unknown name": "server.tool(process.env.NAME, run);",
    "unknown part": "server.tool(`${process.env.P}_add`, run);",
    "comment": "// server.tool('add', run);",
    "text": "const help = \"server.tool('add', run)\";",
    "one argument": "program.tool('add');",
    "itself": "const a = [...a]; server.setRequestHandler(L, () => ({tools: a}));",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_names_no_tool_for_certain_is_none(text: str, tmp_path: Path) -> None:
    assert index_tools(tmp_path, text) == {}
