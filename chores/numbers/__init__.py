"""What every number of the library moves: each is moved by its spread, and what is asked of the stages is compared."""
