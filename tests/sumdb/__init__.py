"""The Go checksum database's own packages judge a log that was exported as files."""
