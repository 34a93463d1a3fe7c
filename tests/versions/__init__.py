"""Fresh environments with the oldest and the newest dependencies that `pyproject.toml` allows, and the tests in them."""
