"""Studies: many simulations asked for one answer; two treatments side by side, sweeps, what a metric hangs on."""
