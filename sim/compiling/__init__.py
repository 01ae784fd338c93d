"""From laws and loops to machine code: the only package that knows the compiler."""

from sim.compiling.addresses import blank, by_address, kept
from sim.compiling.declared import Stored, declared, said
from sim.compiling.kernels import kernel, loop, part

__all__ = ["Stored", "blank", "by_address", "declared", "kept", "kernel", "loop", "part", "said"]
