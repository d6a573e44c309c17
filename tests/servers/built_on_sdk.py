"""An ordinary server, on the SDK that most are built on."""

from mcp.server.mcpserver import MCPServer

server = MCPServer("built-on-sdk")


@server.tool()
def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


if __name__ == "__main__":
    server.run()
