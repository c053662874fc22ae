"""Processes of Spark that a test starts and ends: a cluster, and a Thrift Server."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.python.spark_desk import DBT

HOST = "127.0.0.1"
# The two ways from dbt to Spark: a session in its own process, and a server.
TARGETS = ("spark", "spark_thrift")
PROGRAMS = (
    DBT.parents[1] / "lib" / f"python3.{sys.version_info.minor}" / "site-packages/pyspark/bin"
)
PATIENCE_SECONDS = 3600


def master(port: int) -> list[str]:
    """The command of a master."""
    return [
        "spark-class", "org.apache.spark.deploy.master.Master",
        "--host", HOST, "--port", str(port), "--webui-port", "0",
    ]  # fmt: skip


def worker(folder: Path, address: str) -> list[str]:
    """The command of a worker with one core."""
    return [
        "spark-class", "org.apache.spark.deploy.worker.Worker",
        "--host", HOST, "--webui-port", "0", "--cores", "1", "--memory", "1g",
        "--work-dir", str(folder), address,
    ]  # fmt: skip


def _thrift_server(lake: Path, port: int, address: str) -> list[str]:
    """The command of a server for anybody: ANSI mode is on, the clock is not that of a build."""
    return [
        "spark-submit", "--class", "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2",
        "--master", address, "--driver-memory", "2g",
        "--conf", f"spark.sql.warehouse.dir={lake / 'warehouse'}",
        "--conf", "spark.hadoop.javax.jdo.option.ConnectionURL=jdbc:derby:memory:lake;create=true",
        "--conf", "spark.sql.ansi.enabled=true",
        "--conf", "spark.sql.session.timeZone=Asia/Tokyo",
        "--conf", "spark.ui.enabled=false", "--conf", "spark.log.level=ERROR",
        "spark-internal",
        "--hiveconf", f"hive.server2.thrift.bind.host={HOST}",
        "--hiveconf", f"hive.server2.thrift.port={port}",
        "--hiveconf", "hive.server2.logging.operation.enabled=false",
    ]  # fmt: skip


@contextmanager
def running(folder: Path, name: str, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """One process; ended whatever happens."""
    program, *arguments = command
    with (folder / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            [str(PROGRAMS / program), *arguments], cwd=folder, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@contextmanager
def serving(folder: Path, address: str) -> Iterator[dict[str, str]]:
    """A Thrift Server on a master; gives the environment of its clients."""
    port = free_port()
    with running(folder, "thrift", _thrift_server(folder / "lake", port, address)) as server:
        wait_for_port(port, server)
        yield {"SUPPORT_KPI_SPARK_HOST": HOST, "SUPPORT_KPI_SPARK_PORT": str(port)}


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a process listens."""
    wait_for(lambda: process.poll() is not None or _listens(port))
    assert process.poll() is None, f"{process.args!r} ended by itself"


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something holds."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.5)


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0
