"""Fresh environments with the oldest and the newest dependencies that are allowed, and the tests in them."""
