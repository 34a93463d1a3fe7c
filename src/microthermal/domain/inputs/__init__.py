"""What is asked: laser, pattern, skin, medicine, goal."""
