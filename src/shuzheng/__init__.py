"""书证通: the open platform on which a province runs its 1+X certificate programme."""
