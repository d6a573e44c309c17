"""Its tools are no list."""

from tests.servers.by_hand import serve

if __name__ == "__main__":
    serve(tools_list=lambda _: {"tools": "many"})
