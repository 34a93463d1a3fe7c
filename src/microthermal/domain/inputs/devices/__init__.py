"""What devices of all kinds share: how what is asked is held against what they offer."""
