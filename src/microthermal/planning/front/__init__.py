"""A front of treatments that trade aims against each other: searched, kept, judged under scenarios."""
