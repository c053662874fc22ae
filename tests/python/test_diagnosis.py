"""The look into raw files after DuckDB has refused one: which file, which line."""

import gzip
import io
from pathlib import Path

import polars as pl
import pytest

from scripts.building.diagnosis import find_unreadable

# As an exporter writes it that knows of no encoding.
LATIN = io.BytesIO()
pl.DataFrame({"a": [b"M\xfcller"]}).write_parquet(LATIN)

ZIPPED = gzip.compress(b"a,b\n1,2\n", mtime=0)
BAD_FILES = [
    ("calls.csv", b"a,b\n1,2\n3\n", "is broken in line 3: it has 1 fields where the header has 2"),
    ("calls.csv", b'a,b\n1,"2\n3,4\n', "is broken from line 2 on"),
    ("calls.csv", b'a;b\n1;"2\n3";4;5\n', "is broken in line 2: it has 4 fields"),
    ("calls.csv", b"a,b\n1,caf\xe9\n", "is not UTF-8 (byte 0xe9 in line 2)"),
    ("calls.csv", "a,b\n1,2\n".encode("utf-16"), "is encoded in UTF-16"),
    ("calls.csv", b"a,b\n1,\0\n", "holds a zero byte in line 2"),
    ("calls.csv.gz", gzip.compress(b"a,b\n1,2,3\n", mtime=0), "is broken in line 2"),
    ("calls.csv.gz", gzip.compress(b"a,b\n1,2\n", mtime=0)[:-9], "is not a whole gzip file"),
    ("calls.csv.gz", b"a,b\n1,2\n", "is not a whole gzip file"),
    ("calls.csv.GZ", b"a,b\n1,2\n", "is not a whole gzip file"),
    ("calls.csv.gz", ZIPPED + bytes(8), "holds something behind its end"),
    ("calls.csv.gz", ZIPPED + bytes(3) + ZIPPED, "holds something behind its end"),
    (
        "calls.csv.gz",
        ZIPPED[:3] + b"\x10" + ZIPPED[4:10] + b"c\0" + ZIPPED[10:],
        "has a comment or",
    ),
    ("calls.tsv", b"a\tb\n1\t2\r\n3\t4\rx\n", "is broken in line 4: it has 1 fields"),
    ("calls.tab", b'a\tb\n1\t"2"x\n', "is broken from line 2 on"),
    ("CALLS.CSV", b'a,b\n1,"2"x\n', "is broken from line 2 on"),
    ("calls.csv", b"sep=;\na;b\n1;2\n3\n", "is broken in line 4: it has 1 fields"),
    ("calls.csv", b'\xef\xbb\xbf"sep=;"\r\na;b\r\n1;2;3\r\n', "is broken in line 3: it has 3"),
    ("calls.jsonl", b'{"a": 1}\n{"a":\n', "holds no valid JSON in line 2"),
    ("calls.parquet", b"PAR1 and then nothing", "is no whole Parquet file"),
    ("calls.parquet", LATIN.getvalue(), "holds text that is not UTF-8: save it as UTF-8"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD_FILES)
def test_the_bad_file_is_named(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / "agents.csv").write_text("a,b\n1,2\n")
    (tmp_path / name).write_bytes(content)
    problem = find_unreadable(tmp_path, "Invalid Input Error")
    assert problem is not None
    assert problem.startswith(f"{name} in {tmp_path} {sentence}")


def test_good_files_are_not_blamed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'\xef\xbb\xbfa,b\r\n1,"two\nlines, ""quoted"""\r\n\r\n')
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress("a|b\nж|2\n".encode()))
    (tmp_path / "c.jsonl").write_bytes(b'{"a": 1}\n\n')
    (tmp_path / "d.csv.gz").write_bytes(ZIPPED + gzip.compress(b""))
    (tmp_path / "notes.txt").write_bytes(b"\xff\xfe")
    assert find_unreadable(tmp_path, "Invalid Input Error") is None


def test_mixed_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'a,b\n1,"two\r\nlines"\n')
    (tmp_path / "b.csv").write_bytes(b"a,b\n1,2\r\n3,4\n")
    message = f"The CSV Parser state machine reached an invalid state.\n  file = {tmp_path}/b.csv"
    problem = find_unreadable(tmp_path, message)
    assert problem is not None
    assert problem.startswith(f"b.csv in {tmp_path} mixes line ends")


def test_a_text_file_that_duckdb_names(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "calls.txt").write_bytes(b"a\tb\n1\t2\rx\n")
    message = f"Invalid Input Error: The CSV Parser\n  file = {tmp_path}/calls.txt\n  quote = x"
    problem = find_unreadable(tmp_path, message)
    assert problem is not None
    assert problem.startswith(f"calls.txt in {tmp_path} is broken in line 3")


def test_a_file_in_which_nothing_is_found(tmp_path: Path) -> None:
    """DuckDB's own words come with the file's name, without its options."""
    for name in ("a.csv", "a.csv.gz"):
        (tmp_path / name).write_bytes(b"a,b\n1,2\n" if name == "a.csv" else ZIPPED)
    message = f"Invalid Input Error: No luck\n  file = {tmp_path}/a.csv.gz\n  delimiter = ,"
    assert find_unreadable(tmp_path, message) == (
        f"a.csv.gz in {tmp_path} cannot be read (No luck): export it again and deliver it anew."
    )


def test_the_file_named_by_duckdb_comes_first(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(b"a,b\n1\n")
    problem = find_unreadable(tmp_path, f"CSV Error on Line: 2\n  file = {tmp_path}/b.csv")
    assert problem is not None
    assert problem.startswith("b.csv")
