"""How verdicts come about, in sentences; and what the measures of their quality mean."""

TITLE = "Methodology"
LEAD = (
    "How each verdict of this catalogue comes about, what it rests on, how often such verdicts "
    "are right, and what is not claimed."
)
VERSIONS = (
    "toolrisk {toolrisk}, rules {version}: {rules} rules, {warnings} rules for warnings, "
    "{patterns} documented attack patterns."
)

SECTIONS = (
    (
        "What is judged",
        (
            (
                "A tool is judged by what an agent's client is told of it: its name, title, "
                "description, parameters and annotations, and its server's title, description "
                "and instructions. The tool is not called. What its code does beyond what its "
                "definition says is not seen."
            ),
            (
                "Servers are collected from public registries, and entries of several "
                "registries that are the same server are merged, with the evidence kept. Each "
                "server is started in a sandbox without a network, or asked over HTTP without "
                "credentials, for its list of tools."
            ),
        ),
    ),
    (
        "What could not be looked at",
        (
            (
                "Where no list of tools was to be had, the server is shown with the reason, and "
                "is counted apart wherever servers are counted. It never reads as safe. Tools "
                "that are only named in the source of its package are marked unverified and are "
                "in no sum."
            ),
        ),
    ),
    (
        "Who decides",
        (
            (
                "Rules decide first. Each looks for words of certain kinds in certain places, "
                "says one effect or trait, and quotes what it rests on. Where the rules are "
                "unsure and a model is configured, the model is asked, too; its answer counts "
                "only with quotes that stand in the definition. A person may decide otherwise, "
                "with a reason. Each verdict names who decided, with which version, on which "
                "definition."
            ),
            (
                "A tool's text is data. No instruction and no assurance in it lowers a verdict. "
                "Words that limit what a call can do count only in the clause or the parameter "
                "that they limit, and come from a closed list of guards, each with the risk "
                "that remains. Annotations are claims of the server: they never lower a verdict "
                "by themselves."
            ),
        ),
    ),
    (
        "Baseline and assessed risk",
        (
            (
                "The baseline is the risk that is usual for a category: low for Read, medium "
                "for Write, high for Execute, critical for Destructive and for Financial. The "
                "assessed risk goes beyond it or below it by what else is known: the gravest "
                "effect gives points, traits add or take some, and floors and caps hold "
                "whatever the points are. Code, commands and unrestricted queries are critical, "
                "unless a guard limits them; so is money. What only reads is at most medium, "
                "but for secrets."
            ),
        ),
    ),
    (
        "Abstention",
        (
            (
                "Read is never what is left over: it needs words of its own, as any other "
                "category does. Where no word tells what a call does, the tool is not "
                "classified. Its category is then a guess that no sum counts, its risk is at "
                "least medium, and the policy asks a person."
            ),
        ),
    ),
    (
        "Grades of servers",
        (
            (
                "A server's grade is that of its worst tool, from A (nothing above low) to D "
                "(critical), and a letter lower where its tools together allow what none allows "
                "alone: private data, texts of outsiders and a way out, for instance. Where "
                "more than a quarter of the tools are not classified there is no grade."
            ),
        ),
    ),
    (
        "What is not claimed",
        (
            (
                "A low risk is no proof that a tool is harmless: its code may do what its "
                "definition does not say, and definitions change. A high risk is no accusation: "
                "a tool that deletes files is meant to. That a tool offers access of the kind "
                "that is abused in a documented attack does not say that it has a flaw. Sums "
                "are of what was found in the registries that were read, at the time that pages "
                "name; they are no sample of what is in use."
            ),
        ),
    ),
)
TAXONOMY = "The words"
CATEGORIES = "Categories, the gravest first; the first that applies is the tool's"
RISKS = "Risk of one call, or of a loop of calls, in the hands of a mistaken agent"
EFFECTS = "Effects"
TRAITS = "Traits"
BASELINE = "baseline {risk}"

QUALITY = "How often verdicts are right"
MEASURED = (
    "Measured on {day} with the rules {version} on the set {labels}: {tools} tools of real "
    "servers, labelled by reading their definitions, with annotations hidden from the rules. No "
    "model took part. Intervals are at 95 % (Wilson; of macro-F1 by bootstrap)."
)
STALE = (
    "These figures were taken with other rules ({then}) than those that this catalogue was made "
    "with ({now})."
)
COMPARED = (
    "“First verb” is what the rules are compared with: a list of verbs, of which the first in a "
    "tool's name decides."
)
MEASURE = "Measure"
OF_RULES = "Rules"
INTERVAL = "95 %"
OF = "Of"
FIRST_VERB = "First verb"
UNKNOWN = "–"
MEASURES = (
    ("accuracy", "the right category"),
    ("macro_f1", "F1 of the categories, averaged"),
    ("uniform", "the right category, in the part that was drawn at random"),
    ("not_english", "the right category, where the text is not English"),
    ("severe_missed", "Execute, Destructive or Financial, judged as Read or Write"),
    ("reads_flagged", "Read, judged as Execute, Destructive or Financial"),
    ("read_or_not", "rightly Read or not Read"),
    ("risk_exact", "the right risk"),
    ("risk_within_one", "the right risk or one beside it"),
    ("risk_too_low", "risk judged too low"),
    ("most_confident", "the right category, among the four fifths most surely judged"),
    ("abstained", "not classified"),
)
"""Each measure by its name among the figures, in words; the last five have no first verb."""
CATEGORY_ONLY = MEASURES[:7]
EFFECTS_F1 = "F1 of effects: {value}."
CALIBRATION = "Mean distance between confidence and the share of right verdicts: {value}."
CONFUSION = "Labelled (rows) as, judged (columns) as"
PRECISION = "Precision"
RECALL = "Recall"
ALSO = "Every rule, with what it matched"
"""The link to the rules."""
