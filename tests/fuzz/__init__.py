"""Case files, library files and values of Python, changed at random: each ends in a result or a sentence, and soon."""
