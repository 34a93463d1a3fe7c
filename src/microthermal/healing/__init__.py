"""The weeks after the laser: from the injury, the condition and the medicine to the course of healing."""
