"""The words of the subject: frozen pydantic models, pure values, no files and no clock.

In: plain mappings. Out: validated values. Touches: nothing.
"""
