"""The words of a server's grade, and of what its tools can do together."""

LETTERS = {
    "A": "no tool is above low risk",
    "B": "tools of medium risk at worst, or of low risk that are worse together",
    "C": "tools of high risk at worst, or of medium risk that are worse together",
    "D": "tools of critical risk at worst, or of high risk that are worse together",
    "E": "tools of critical risk, and abilities that are worse together",
}
NOT_GRADED = "Not graded"
NOT_GRADED_MEANS = "too little is known for a grade; that does not make it safe"

NO_TOOLS = "It said that it offers no tools, so there is nothing to grade."
NOT_SEEN = "Nobody has seen it offer a tool, so there is nothing to grade."
SEEN_FIRST = "It can be graded once its tools have been listed."
TOLD_FIRST = "It can be graded once the definitions of its tools tell what they do."
WITHOUT = "Without {tools} it would be graded {letter}: hide or deny what you do not need."
AND_MORE = " and {more} more"

ABILITIES = {
    "exfiltration": ("reads private data", "reads what outsiders write", "can send it out"),
    "remote control": ("reads what outsiders write", "runs code or commands"),
    "leaked secrets": ("handles credentials", "can send them out"),
}
"""The abilities of each combination, in the order in which its tools are told."""
