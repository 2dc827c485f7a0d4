"""What the pages of parties and people show: one dataclass to a line, within the actor's reach."""
