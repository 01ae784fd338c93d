"""From laws and loops to machine code: the only package that knows the compiler."""

from sim.compiling.addresses import by_address
from sim.compiling.kernels import kernel, loop, part

__all__ = ["by_address", "kernel", "loop", "part"]
