"""Excel files of strangers read with limits, and files of our own written deterministically.

In: bytes of an .xlsx, or tables. Out: cells as plain values, or bytes. Touches: nothing; the only room that imports openpyxl.
"""
