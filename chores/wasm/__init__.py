"""Portable kernels: the compiled kernels of a zone as one WebAssembly module, with a plain interface and a manifest."""
