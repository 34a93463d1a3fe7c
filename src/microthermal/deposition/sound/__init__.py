"""Where the energy of focused ultrasound goes: a bowl above layers of skin."""
