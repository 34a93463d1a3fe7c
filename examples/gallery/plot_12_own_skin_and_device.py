"""
What if my skin, or my device, is not in the library?
=====================================================

Records do not change; ``dataclasses.replace`` makes new ones. Here a cheek whose dermis holds less or more water than
the library says, under a laser of the library and under one of your own.
"""

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np

import microthermal as mt
from microthermal.units import cm, mJ, ms, nm, um

usual = mt.catalog.skin("cheek_iii")
device = mt.catalog.device("er_glass_1550")
DERMIS = ("papillary_dermis", "reticular_dermis")


def changed(**composition):
    """Skin with another composition of the whole dermis."""
    layers = [
        replace(layer, composition=replace(layer.composition, **composition)) if layer.name in DERMIS else layer
        for layer in usual.layers
    ]
    return replace(usual, layers=tuple(layers))


skins = {
    "library": usual,
    "dry dermis (55 % water)": changed(water=0.55),
    "wet dermis (80 % water)": changed(water=0.80),
}

# %%
# A device may be a file of your own; :doc:`/guides/add_a_device` shows it. For a single pulse no device is needed at
# all:

pulse = mt.Pulse(wavelength=1440 * nm, energy=20 * mJ, duration=3 * ms, radius=70 * um)
pattern = mt.Pattern(density=100 / cm**2)
wavelengths = {"1550 nm (library)": device.pulse(energy=20 * mJ, duration=3 * ms), "1440 nm (own)": pulse}

zones = {
    (skin_words, beam_words): mt.simulate(skin, mt.Treatment(pulse=beam, pattern=pattern)).zone
    for skin_words, skin in skins.items()
    for beam_words, beam in wavelengths.items()
}

# %%
# Wetter dermis absorbs more of the light at each depth. At 1550 nm the zone ends before the light is used up, and
# gets deeper by that. At 1440 nm, which water absorbs nearly three times as strongly, the light is used up, and the
# depth hardly changes.

figure, panels = plt.subplots(1, 2, figsize=(8, 4), sharey=True, sharex=True, layout="constrained")
for panel, beam_words in zip(panels, wavelengths, strict=True):
    for number, skin_words in enumerate(skins):
        zone = zones[skin_words, beam_words]
        inside = zone.outline > 0
        z = np.append(zone.z[inside], zone.depth.value) / um  # the tip closes the outline
        radius = np.append(zone.outline[inside], 0) / um
        outline = np.concatenate([radius, -radius[::-1]])
        panel.plot(outline, np.concatenate([z, z[::-1]]), color=f"C{number}", label=skin_words)
    panel.set(title=beam_words, xlabel="distance from the beam axis [µm]", ylim=(800, 0), xlim=(-200, 200))
panels[0].set_ylabel("depth [µm]")
panels[0].legend(loc="lower center")

# %%
# Reports say of what was changed by hand that the user has set it. What is not plausible is refused in words:

try:
    changed(water=1.3)
except mt.InputError as error:
    print(error)
plt.show()
