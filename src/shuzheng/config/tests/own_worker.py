"""A worker that knows the jobs and the cast of the tests; run as a process of its own."""

from __future__ import annotations

import importlib

from shuzheng.config import preparing

if __name__ == "__main__":
    preparing.start_django()
    work = importlib.import_module("shuzheng.foundation.jobs.tests.work")
    actors = importlib.import_module("shuzheng.foundation.jobs.actors")
    actors.resolve_actor_with(work.resolve)
    importlib.import_module("shuzheng.config.worker").run(0.05)
