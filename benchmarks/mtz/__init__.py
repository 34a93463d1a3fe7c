"""The Open MTZ benchmark: ten cases as plain files, our answers, exact ones, and those of short independent twins."""
