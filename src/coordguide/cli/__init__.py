"""The command line: what it is given, what it does with it, and what it prints."""
