"""Structs in, Plotly figures out."""
