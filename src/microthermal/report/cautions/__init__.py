"""Cautions of a page: what each bears on, what would remove it, and which are the same in every report."""
