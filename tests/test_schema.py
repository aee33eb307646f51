"""conform selects, casts and complains of everything at once."""

import polars as pl
import pytest

from framing.schema import TABLES, SchemaError, conform, empty

SCHEMA = {"name": pl.String, "n": pl.Int64, "voice": pl.Enum(["author", "other"])}


def test_conform_orders_and_casts_and_keeps_rows() -> None:
    table = pl.DataFrame(
        {"voice": ["other", None], "extra": [1, 2], "n": [1, 2], "name": ["b", "a"]}
    )
    assert conform(table, SCHEMA).schema == SCHEMA
    assert conform(table, SCHEMA)["name"].to_list() == ["b", "a"]


@pytest.mark.parametrize(
    ("table", "complaints"),
    [
        ({"name": ["x"], "n": [1]}, ["'voice' is missing"]),
        ({"voice": ["author"]}, ["'name' is missing", "'n' is missing"]),
        ({"name": ["x"], "n": ["many"], "voice": ["narrator"]}, ["'n' is not", "'voice' is not"]),
        ({"name": ["x"], "n": ["many"]}, ["'n' is not", "'voice' is missing"]),
    ],
)
def test_all_complaints_at_once(table: dict[str, list[object]], complaints: list[str]) -> None:
    with pytest.raises(SchemaError) as caught:
        conform(pl.DataFrame(table), SCHEMA)
    assert len(str(caught.value).splitlines()) == 1
    for complaint in complaints:
        assert complaint in str(caught.value)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_an_empty_table_conforms_to_its_own_schema(name: str) -> None:
    table = empty(TABLES[name])
    assert table.is_empty()
    assert conform(table, TABLES[name]).schema == TABLES[name]


def test_a_table_without_rows_or_types_conforms() -> None:
    assert conform(pl.DataFrame({"voice": [], "n": [], "name": []}), SCHEMA).schema == SCHEMA
