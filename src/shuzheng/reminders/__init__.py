"""Reminders: facts of all rooms, told to the people whom they concern, and a digest a day."""
