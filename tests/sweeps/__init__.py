"""A sweep on a cluster whose processes are killed at random: `make test-sweep-kills`."""
