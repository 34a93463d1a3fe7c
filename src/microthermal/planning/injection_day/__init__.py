"""The day of an injection: its effect by day, scenarios, studies, words."""
