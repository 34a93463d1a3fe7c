"""Plain twin of the photon walk: one photon at a time, sampled from the very beginning, the beam sampled too."""

import math

import numpy as np


def _fresnel(first, second, cosine):
    if first == second:
        return 0.0, cosine
    sine = first / second * math.sqrt(max(1.0 - cosine**2, 0.0))
    if sine >= 1.0:
        return 1.0, 0.0
    beyond = math.sqrt(1.0 - sine**2)
    across = (first * cosine - second * beyond) / (first * cosine + second * beyond)
    along = (first * beyond - second * cosine) / (first * beyond + second * cosine)
    return 0.5 * (across**2 + along**2), beyond


def _turned(direction, g, draw):
    x = 2.0 * draw() - 1.0
    cosine = x if g == 0 else (1.0 + g * g - ((1.0 - g * g) / (1.0 + g * x)) ** 2) / (2.0 * g)
    sine, azimuth = math.sqrt(max(1.0 - cosine**2, 0.0)), 2.0 * math.pi * draw()
    a, b, c = direction
    p, q = sine * math.cos(azimuth), sine * math.sin(azimuth)
    if abs(c) > 0.99999:
        return p, q, cosine * math.copysign(1.0, c)
    root = math.sqrt(1.0 - c * c)
    turned = (
        (a * c * p - b * q) / root + a * cosine,
        (b * c * p + a * q) / root + b * cosine,
        -p * root + c * cosine,
    )
    length = math.sqrt(sum(u * u for u in turned))
    return tuple(u / length for u in turned)


def walk(stack, r_edges, z_edges, *, radius, gaussian, photons, seed):
    """Absorbed fraction (z, r), its path moment (z, r), and fractions reflected and transmitted, not the specular."""
    draw = np.random.default_rng(seed).random
    edges, attenuation = stack.edges, stack.attenuation
    absorbed, moment = np.zeros((2, z_edges.size - 1, r_edges.size - 1))
    fractions = [0.0, 0.0]
    entering = 1.0 - _fresnel(stack.index_above, stack.refraction[0], 1.0)[0]
    for _ in range(photons):
        start = radius * math.sqrt(-0.5 * math.log(1.0 - draw()) if gaussian else draw())
        place, direction = np.array([start, 0.0, 0.0]), (0.0, 0.0, 1.0)
        weight, layer, path, depth = entering, 0, 0.0, -math.log(1.0 - draw())
        while weight > 0.0:
            down = direction[2] > 0
            wall = edges[layer + 1] if down else edges[layer]
            to_wall = (wall - place[2]) / direction[2]
            step = min(to_wall, depth / attenuation[layer])
            place, path = place + step * np.array(direction), path + step
            if step < to_wall:
                taken = weight * stack.absorption[layer] / attenuation[layer]
                row = np.searchsorted(z_edges, place[2], side="right") - 1
                column = np.searchsorted(r_edges, math.hypot(place[0], place[1]), side="right") - 1
                if row < absorbed.shape[0] and column < absorbed.shape[1]:
                    absorbed[row, column] += taken
                    moment[row, column] += taken * path
                weight -= taken
                if weight < 0.05:
                    weight = weight / 0.25 if draw() < 0.25 else 0.0
                direction, depth = _turned(direction, stack.anisotropy[layer], draw), -math.log(1.0 - draw())
                continue
            place[2], depth = wall, depth - step * attenuation[layer]
            beyond = layer + 1 if down else layer - 1
            inside = 0 <= beyond < stack.thickness.size
            second = stack.refraction[beyond] if inside else (stack.index_below if down else stack.index_above)
            first = stack.refraction[layer]
            reflectance, cosine = _fresnel(first, second, abs(direction[2]))
            if draw() < reflectance:
                direction = (direction[0], direction[1], -direction[2])
            elif inside:
                bend = first / second
                direction = (direction[0] * bend, direction[1] * bend, math.copysign(cosine, direction[2]))
                layer = beyond
            else:
                fractions[1 if down else 0] += weight
                weight = 0.0
    return absorbed / photons, moment / photons, fractions[0] / photons, fractions[1] / photons
