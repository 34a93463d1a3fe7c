"""What a plan says: options, reasons, dates."""
