"""An S3 server on loopback, and a workspace put into it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of an S3 server that holds nothing but the bucket `tinh`."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "khoa")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "bi-mat")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        files().mkdir("tinh")
        yield f"http://{host}:{port}"
    running.stop()


def files() -> Any:
    """The store as fsspec shows it, without what it remembers."""
    import s3fs

    return s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)


@pytest.fixture
def store(server: str, tmp_path: Path) -> str:
    """The URL of a folder of one's own in the store."""
    return f"s3://tinh/{tmp_path.name}"


@pytest.fixture
def stored_workspace(small_workspace: Path, store: str) -> str:
    """The URL of the small workspace in the store."""
    url = f"{store}/du-lieu"
    files().put(f"{small_workspace}/", url, recursive=True)
    return url
