"""What is told of a tool by its function's docstring."""

from pathlib import Path

from tests.crawler.source.sourcing import only, properties, python_tools

SERVER = "from mcp.server.fastmcp import FastMCP, Context\nmcp = FastMCP('notes')\n"


def test_the_sdk_gives_the_docstring_and_fastmcp_takes_it_apart(tmp_path: Path) -> None:
    text = """
        {}
        @mcp.tool
        def add(text: str):
            '''Add a note.

            Args:
                text: What it says,
                    in full.

            Returns:
                Nothing.
            '''
    """
    sdk = only(python_tools(tmp_path / "sdk", server=text.format(SERVER.replace("\n", ";"))))
    own_class = text.format(SERVER.replace("\n", ";").replace("mcp = FastMCP('notes')", "pass"))
    own_class = own_class.replace(
        "@mcp", "class Mine(FastMCP): ...\n        mcp = Mine()\n        @mcp"
    )
    assert "Returns:" in only(python_tools(tmp_path / "below", server=own_class))["description"]
    own = only(
        python_tools(
            tmp_path / "own", server=text.format("import fastmcp; mcp = fastmcp.FastMCP()")
        )
    )
    assert "Returns:" in sdk["description"]
    assert own["description"] == "Add a note."
    assert properties(own)["text"]["description"] == "What it says, in full."
