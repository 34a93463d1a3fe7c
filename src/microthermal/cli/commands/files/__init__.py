"""Commands that read or show files that other commands have written."""
