"""Tables of articles: a row an article, the same however the table is cut."""

import pytest

import framing
from framing import frames

pandas = pytest.importorskip("pandas", reason="pandas is not installed: extra [pandas]")
testing = pandas.testing

TEXTS = ["The ministry said the depot will move. Residents call the plan a disgrace.", "", None,
         "Join us and discover the finest coast in the country!"]


@pytest.fixture
def df():
    return pandas.DataFrame({"text": TEXTS, "key": list("abcd")}, index=[7, 3, 5, 1])


class TestProfileFrame:
    def test_gives_what_profile_gives(self, df):
        row = framing.profile_frame(df.iloc[:1], id="key").iloc[0]
        p = framing.profile(TEXTS[0])
        assert (row["key"], row["label"], row["sentences"], row["boilerplate"]) == ("a", p.label, 2, 0)
        for label in framing.LABELS:
            cells = [row[f"{label}_{name}"] for name in ("share", "low", "high", "count")]
            assert cells == [p.shares[label], *p.intervals[label], p.counts[label]]
        assert row["warnings"] == "short"

    def test_keeps_order_and_index_and_records_what_has_no_profile(self, df):
        found = framing.profile_frame(df, id="key", errors="record")
        assert (list(found.index), list(found["key"])) == ([7, 3, 5, 1], list("abcd"))
        assert list(found["error"].isna()) == [True, True, False, True]
        assert "there is no text" in found["error"][5]
        assert pandas.isna(found["neutral_share"][3])

    def test_leaves_out_what_has_no_profile(self, df):
        assert list(framing.profile_frame(df, errors="skip").index) == [7, 3, 1]

    def test_raises_by_default(self, df):
        with pytest.raises(TypeError, match="there is no text"):
            framing.profile_frame(df)

    @pytest.mark.parametrize("settings", [{"text": "body"}, {"id": "body"}])
    def test_without_the_column_lists_those_it_has(self, df, settings):
        with pytest.raises(KeyError, match=r"^the table has no column 'body' but text, key"):
            framing.profile_frame(df, **settings)

    def test_of_two_processes_is_the_same(self, df):
        testing.assert_frame_equal(
            framing.profile_frame(df, errors="record", n_jobs=2), framing.profile_frame(df, errors="record")
        )

    @pytest.mark.parametrize("at", [0, 1, 2, 4])
    def test_of_a_table_cut_in_two_is_the_same(self, df, at):
        cut = [framing.profile_frame(part, id="key", errors="record") for part in (df[:at], df[at:])]
        testing.assert_frame_equal(pandas.concat(cut), framing.profile_frame(df, id="key", errors="record"))

    def test_of_no_rows_has_its_columns(self, df):
        assert list(framing.profile_frame(df[:0], id="key")) == ["key", *frames.columns(framing.LABELS)]


def test_spark_gives_the_same(df):
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow, by which pyspark speaks pandas, is not installed")
    try:
        spark = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    except Exception as error:  # pyspark starts a Java process, and fails in its own ways where there is none
        pytest.skip(f"Spark cannot start here: {error!r:.80}")
    with spark:
        schema = "key string, label string, neutral_share double"

        def profiles(parts):
            for part in parts:
                yield framing.profile_frame(part, id="key")[["key", "label", "neutral_share"]]

        given = df.dropna()
        found = spark.createDataFrame(given).mapInPandas(profiles, schema).toPandas().set_index("key")
        expected = framing.profile_frame(given, id="key").set_index("key")
        assert found["label"].to_dict() == expected["label"].to_dict()
        assert found["neutral_share"].dropna().to_dict() == expected["neutral_share"].dropna().to_dict()
