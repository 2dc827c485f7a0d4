"""Pages of persons, organisations and accounts."""
