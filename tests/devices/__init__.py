"""Every device of the library through the commands, for every goal: what it answers, or why it is refused."""
