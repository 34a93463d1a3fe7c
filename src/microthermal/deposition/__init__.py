"""Where the energy of one pulse goes: engines that turn tissue and pulse into deposited light."""
