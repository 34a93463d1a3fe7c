"""The page of what metrics hang on."""
