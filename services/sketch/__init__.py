"""Schematic maps, drawn here from open data: no tiles, no other host, and never where the visitor is."""

from .area import AreaSketch, area_sketch, may_show
from .whole import WholeSketch, whole_sketch

__all__ = ["AreaSketch", "WholeSketch", "area_sketch", "may_show", "whole_sketch"]
