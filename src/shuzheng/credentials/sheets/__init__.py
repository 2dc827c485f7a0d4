"""The workbooks in which certificates leave the platform."""
