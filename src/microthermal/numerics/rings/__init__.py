"""Light in a cylinder whose cells differ along the radius: photons that fly from ring to ring."""
