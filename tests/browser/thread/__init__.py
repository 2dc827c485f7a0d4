"""The steps of the thread, walked by clicking; each module holds the steps of one part of it."""
