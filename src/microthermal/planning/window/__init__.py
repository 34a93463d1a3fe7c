"""The therapeutic window: limits, rules, targets, verdicts, and words for them."""
