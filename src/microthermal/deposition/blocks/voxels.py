"""Voxels: Monte Carlo light through a block, from voxel to voxel."""

from __future__ import annotations

from typing import Annotated, ClassVar, final

from microthermal.deposition.blocks import block_engine
from microthermal.deposition.cautions import cut_cautions
from microthermal.deposition.voxelising import check_block, voxelised
from microthermal.domain.inputs.block import Block, DepositedBlock
from microthermal.domain.inputs.laser import Pulse
from microthermal.numerics.light.voxels import walk_voxels
from microthermal.quantity import Measured, Quantity, record


@block_engine
@final
@record
class VoxelEngine:
    """Photons that scatter by Henyey-Greenstein and lose weight in every voxel that they cross.

    Notes
    -----
    Refraction only at the surface and between slabs of different index; an inclusion has the index of its slab, and
    the stepped outline of its voxels. Equations, scoring and limits: docs/theory/inclusions.md.
    """

    kind: ClassVar[str] = "voxels"
    sources: ClassVar[tuple[str, ...]] = ()

    photons: Annotated[int, Quantity("1", "photons to walk", 1, 1e10)] = 100_000
    seed: Annotated[int, Quantity("1", "seed of all draws", 0, 2**53)] = 1
    threads: Annotated[int, Quantity("1", "batches walked at once", 1, 1024)] = 1

    def deposit(self, block: Block, pulse: Pulse) -> DepositedBlock:
        """Absorbed energy of one pulse with its standard error; see `BlockEngine.deposit`."""
        check_block(block, pulse)
        found = walk_voxels(
            voxelised(block), radius=pulse.radius, gaussian=pulse.profile == "gaussian",
            photons=int(self.photons), seed=int(self.seed), threads=int(self.threads),
        )  # fmt: skip
        scale, layers = pulse.energy / block.voxel, block.optics.thickness.size
        return DepositedBlock(
            block=block, energy=found.absorbed * scale, error=found.error * scale,
            taken=found.fractions[layers:], taken_error=found.fractions_error[layers:],
            reflected=Measured(value=found.specular + found.reflected, error=found.reflected_error),
            escaped=found.escaped, lost=found.outside, cautions=cut_cautions(found.cut),
        )  # fmt: skip
