"""Commands that help to begin: a case by asking, completion for the shell."""
