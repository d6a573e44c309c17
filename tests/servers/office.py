"""Offers a tool of every category, and one that does not say what it does."""

from tests.servers.by_hand import serve, tool

TOOLS = [
    tool("list_notes", "List the titles of all notes."),
    tool("create_note", "Create a note with a title and a text."),
    tool("run_shell_command", "Run a shell command on this machine and return its output."),
    tool("delete_all_notes", "Permanently delete every note. This cannot be undone."),
    tool("pay_invoice", "Pay an open invoice from the company's bank account."),
    tool("frobnicate", ""),
    tool("<b>../odd\x1b[31m", "Get the <script>alert(1)</script> of a page."),
]

if __name__ == "__main__":
    serve(TOOLS)
