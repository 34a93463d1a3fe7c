"""Questions to a front that is known: rather this, trade that, why not, what is near."""
