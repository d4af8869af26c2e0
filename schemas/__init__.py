"""The vocabulary: what things are. Structs only; imports msgspec and the standard library.

`New…` is what a caller may send, the bare noun is what is stored or shown, `…Change` a partial edit. The docstring of a struct is its glossary entry.
"""
