"""Records as plain texts, numbers and lists that a page draws; and what requests and earlier jobs hold."""
