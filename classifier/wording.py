"""What effects, traits and places are called in a rationale."""

from catalog.taxonomy import Effect, Trait
from classifier.rule import Says
from classifier.sighting import Place

DOES: dict[Says | None, str] = {
    Effect.READS: "it retrieves or derives information",
    Effect.CREATES: "it makes something new",
    Effect.UPDATES: "it changes what exists",
    Effect.OVERWRITES: "it replaces what was there",
    Effect.SENDS: "what it sends leaves to other people",
    Effect.DELETES: "it removes something",
    Effect.EXECUTES: "it runs code, commands or queries of the caller's choosing",
    Effect.TRIGGERS: "it starts or stops something that goes on beyond the call",
    Effect.PAYS: "it moves money or commits to it",
}
ADDS: dict[Says, str] = {
    Trait.IRREVERSIBLE: "it cannot be undone",
    Trait.WILDCARD: "it can take everything at once",
    Effect.BULK: "it acts on many items at once",
    Effect.ADMIN: "it touches users, keys or infrastructure",
    Effect.SECRETS: "it handles credentials",
    Effect.INGESTS: "what comes back may be written by outsiders",
    Trait.PRIVATE: "the data are the account's own",
    Trait.OPEN_WORLD: "it reaches systems beyond the server's own",
    Trait.METERED: "calls cost money",
    Trait.FREE_INPUT: "the caller chooses the path, address or query",
}
WHERE = {
    Place.NAME: "the name “{name}” says",
    Place.NAME_NOUN: "the name “{name}” has",
    Place.TITLE: "the title says",
    Place.LEAD: "the description opens with",
    Place.ADDED: "the description adds",
    Place.ALSO: "further on the description says",
    Place.LATER: "further on the description mentions",
    Place.PHRASE: "the text has",
    Place.PARAMETER: "it takes",
    Place.CHOICE: "one of its actions is",
    Place.SERVER: "the server says",
}
AGAINST = {
    Place.NAME: "the name says",
    Place.TITLE: "the title says",
    Place.LEAD: "the description opens with",
}
