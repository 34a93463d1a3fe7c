"""What single families of devices do to a zone: tissue that is torn, skin that closes behind a needle."""
