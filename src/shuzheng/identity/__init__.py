"""Who there is: divisions, organisations, persons, users, memberships, accounts."""
