"""The machine beneath: how much room it has left."""
