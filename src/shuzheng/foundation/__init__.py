"""The plumbing that every room shares: facts, followers, jobs, files, sheets, documents."""
