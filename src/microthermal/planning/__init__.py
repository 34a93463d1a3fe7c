"""A goal and a skin become a ranked plan: many treatments simulated, judged and explained."""
