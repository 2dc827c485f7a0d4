"""The mathematics and formats of the log: no Django, no clock, no I/O, no server of ours."""
