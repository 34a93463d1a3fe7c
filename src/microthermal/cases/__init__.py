"""Case files become what a simulation is asked: pulse, pattern, doses, topicals, history."""
