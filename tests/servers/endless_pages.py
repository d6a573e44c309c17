"""Every page leads to a new one."""

from itertools import count

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    number = count()
    serve(tools_list=lambda _: {"tools": [tool("again")], "nextCursor": str(next(number))})
