"""What a result rests on: numbers, methods, works."""
