"""The plumbing that every room shares: facts, followers, moves, jobs, files, sheets, documents, ui."""
