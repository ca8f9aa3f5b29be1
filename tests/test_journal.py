"""Answers that survive a kill: with real signals to real processes. What else can be amiss is tested in test_main."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import framing
from benchmarks import kills
from framing import journal as journal_module
from framing.errors import ResumeError
from framing.inputs import Entry
from framing.journal import Journal

HERE = {**os.environ, "PYTHONPATH": str(Path(framing.__file__).parent.parent)}


def test_killed_three_times_it_has_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", HERE["PYTHONPATH"])
    done, same = kills.survives(tmp_path, articles=200, kills=3, jobs=2)
    assert done >= 2
    assert same


def heeds_ctrl_c() -> None:
    """Let a process take SIGINT, which who is started in the background of a shell ignores, and its children, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupted_with_its_processes_it_says_how_to_go_on(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    kills.write_articles(source, 3000)
    settings = {"env": HERE, "start_new_session": True, "preexec_fn": heeds_ctrl_c, "stderr": subprocess.PIPE}
    with subprocess.Popen(kills.command(source, out, 2), **settings) as run:
        while not out.with_name("out.jsonl.resume").exists() and run.poll() is None:
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGINT)
        message = run.communicate()[1].decode()
    assert run.returncode == 130
    assert "the same command goes on from there" in message
    rows = (tmp_path / "out.jsonl.part").read_text(encoding="utf-8").splitlines()
    assert f"Error: stopped; {len(rows)} articles are in {out}.part" in message
    assert [json.loads(row)["id"] for row in rows] == list(range(len(rows)))


def test_a_pipe_that_breaks_ends_it_quietly(tmp_path):
    source = tmp_path / "in.jsonl"
    kills.write_articles(source, 800)
    command = [sys.executable, "-m", "framing", "profile", str(source), "--format", "jsonl"]
    with subprocess.Popen(command, env=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        first = run.stdout.readline()
        run.stdout.close()
        run.stdout = None
        message = run.communicate()[1]
    assert json.loads(first)["id"] == 0
    assert (run.returncode, message) == (1, b"")


def stopped_after(entries):
    """Yield entries, then stop as Ctrl-C does."""
    yield from entries
    raise KeyboardInterrupt


class TestTwoRuns:
    def test_do_not_write_to_one_file_at_once(self, tmp_path):
        with Journal(tmp_path / "out", {}) as journal:
            journal.write("row\n", Entry("-", 0, ""))
            with pytest.raises(ResumeError, match=r"out\.part: another run is writing it\. Wait for its end"):
                Journal(tmp_path / "out", {})
        assert (tmp_path / "out").read_text(encoding="utf-8") == "row\n"
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_may_follow_each_other_after_a_kill(self, tmp_path):
        source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        kills.write_articles(source, 300)
        assert kills.killed(source, out, 1, 0)
        Journal(out, {})._out.close()

    def test_are_told_apart_though_the_first_ends_while_the_second_opens_its_part(self, tmp_path, monkeypatch):
        first, (part, out) = Journal(tmp_path / "out", {}), (tmp_path / "out.part", tmp_path / "out")

        def late(file, lock=journal_module._lock):
            if part.exists() and not out.exists():
                first.write("first\n", Entry("-", 0, ""))
                first.__exit__(None)
            return lock(file)

        monkeypatch.setattr("framing.journal._lock", late)
        with Journal(tmp_path / "out", {}) as second:
            assert out.read_text(encoding="utf-8") == "first\n"
            second.write("second\n", Entry("-", 0, ""))
        assert out.read_text(encoding="utf-8") == "second\n"


class TestNotes:
    """What stands on the disk between two articles."""

    def test_never_promise_more_than_is_there(self, tmp_path, monkeypatch):
        monkeypatch.setattr("framing.journal.EVERY", 0.0)
        path = tmp_path / "out"
        with Journal(path, {}) as journal:
            for number in journal.remaining(Entry("-", i, "") for i in range(5)):
                journal.write("row é\n", number)
                note = json.loads(journal.note.read_bytes())
                assert (note["articles"], note["bytes"]) == (journal.done, journal.part.stat().st_size)
        assert path.read_text(encoding="utf-8") == 5 * "row é\n"

    def test_come_with_the_first_article_so_that_early_kills_do_not_stop_the_run_for_ever(self, tmp_path):
        entries = [Entry("-", i, "") for i in range(5)]
        for number in range(len(entries)):
            journal = Journal(tmp_path / "out", {})  # its block never ends, as if it had been killed
            assert journal.done == number
            journal.write("row\n", next(journal.remaining(entries)))
            journal._out.close()

    @pytest.mark.parametrize("given", [["a", "b"], ["b"], []], ids=["stopped", "other", "none"])
    def test_are_kept_where_a_run_ends_before_it_has_seen_what_was_done(self, tmp_path, given):
        entries = [Entry("-", None, text) for text in "abc"]
        with pytest.raises(OSError, match="gone"), Journal(tmp_path / "out", {}) as journal:
            for entry in journal.remaining(entries[:2]):
                journal.write(f"{entry.text}\n", entry)
            raise OSError("gone")
        with pytest.raises((KeyboardInterrupt, ResumeError)), Journal(tmp_path / "out", {}) as journal:
            next(journal.remaining(stopped_after(Entry("-", None, text) for text in given)))
        with Journal(tmp_path / "out", {}) as journal:
            for entry in journal.remaining(entries):
                journal.write(f"{entry.text}\n", entry)
        assert (tmp_path / "out").read_text(encoding="utf-8") == "a\nb\nc\n"

    def test_of_a_run_that_wrote_nothing_are_not_left(self, tmp_path):
        with pytest.raises(OSError, match="gone"), Journal(tmp_path / "out", {}):
            raise OSError("gone")
        assert list(tmp_path.iterdir()) == []

    def test_what_stands_behind_the_last_article_is_not_written_twice(self, tmp_path):
        path, entry = tmp_path / "out", Entry("-", 0, "")
        with pytest.raises(OSError, match="gone"), Journal(path, {}) as journal:
            journal.write("row\n", next(iter(journal.remaining([entry]))))
            journal.close("end\n")
            raise OSError("gone")
        with Journal(path, {}) as journal:
            assert list(journal.remaining([entry])) == []
            journal.close("end\n")
        assert path.read_text(encoding="utf-8") == "row\nend\n"

    def test_the_old_answer_stays_until_the_new_one_is_whole(self, tmp_path):
        path = tmp_path / "out"
        path.write_text("old", encoding="utf-8")
        with Journal(path, {}) as journal:
            journal.write("new", Entry("-", 0, ""))
            assert path.read_text(encoding="utf-8") == "old"
        assert path.read_text(encoding="utf-8") == "new"
