"""First drafts of the Word templates: run `python -m tools.templates`.

The .docx files in templates/docx are the source once somebody has edited them in Word; this makes them anew
from one style set, so that all of them share it.
"""
