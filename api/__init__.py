"""Balm's API: routes ask access, rules and queries; everything is stored before anything is answered."""
