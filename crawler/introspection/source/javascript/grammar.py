"""Which of tree-sitter's grammars a file is read with."""

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language


def language_of(path: str) -> Language:
    """The grammar for a file's name."""
    if path.endswith(".tsx"):
        return Language(tree_sitter_typescript.language_tsx())
    if path.endswith((".ts", ".mts", ".cts")):
        return Language(tree_sitter_typescript.language_typescript())
    return Language(tree_sitter_javascript.language())
