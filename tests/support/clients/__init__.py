"""Readers of exported files, written from the formats' own descriptions and not from our writers."""
