"""The version of the library; a change of the shipped model raises it too, because answers change."""

__version__ = "0.1.0"
