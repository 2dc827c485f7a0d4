"""Pages of the desk: home by role, search, the record of acts, locked sign-ins."""
