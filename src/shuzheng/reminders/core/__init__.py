"""What the platform says to the outside about reminders."""
