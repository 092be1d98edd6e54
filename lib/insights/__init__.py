"""Insights: one answer to one steering question, with reference value and provenance.

Disclosure is applied here, once, before a picture, table, tooltip or export can see a number.
"""
