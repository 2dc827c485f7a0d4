"""The log for anybody: a page that explains it, and its files."""
