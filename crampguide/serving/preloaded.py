"""Imported once, by the process that kernels are forked from."""

from crampguide.serving.kernel_process import read_everything

read_everything()
