"""The weeks after: healing, scores, supply of blood."""
