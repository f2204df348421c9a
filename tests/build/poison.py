"""Work that kills its worker, hangs or fails: for builds that must survive it."""

from __future__ import annotations

import os
import signal
import time

from qms_docs.pipeline import making
from qms_docs.pipeline.making import Order, Outcome

DEADLY, ENDLESS, BROKEN = "manual", "charts", "quality_policy"


def make(orders: tuple[Order, ...]) -> tuple[Outcome, ...]:
    """Like the real one, but three kinds of document are poison in one commune."""
    for order in orders:
        if order.job.commune.startswith("29104"):
            if order.job.kind == DEADLY:
                os.kill(os.getpid(), signal.SIGKILL)
            if order.job.kind == ENDLESS:
                time.sleep(600)
            if order.job.kind == BROKEN:
                raise LookupError("poison")
    return making.make(orders)
