"""Full summaries of every example as sorted text beside this file, and how a later version is held to them."""
