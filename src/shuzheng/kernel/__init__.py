"""Pure Python that everything stands on: refusals, actors, life cycles, rules, identifiers."""
