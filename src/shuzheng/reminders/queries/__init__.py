"""What pages and letters read of reminders."""
