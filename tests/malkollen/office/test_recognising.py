"""One file that takes too much memory or time never stops the others from being told what they are."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import filled_in
import pytest

from malkollen.office.room import asking, inbox, recognising
from malkollen.office.room.inbox import Arrived
from malkollen.office.room.recognising import NOT_YET, TOO_MUCH, Recognising, Told

Asked = list[list[str]]


def lay(data: Path, *names: str) -> list[Arrived]:
    (data / inbox.FOLDER).mkdir(exist_ok=True)
    for name in names:
        (data / inbox.FOLDER / name).write_bytes(b"x")
    return inbox.arrived(data)


def dying_at(name: str, asked: Asked) -> recognising.Asks:
    """A program that ends where it comes to a file of this name."""

    def ask(_data: Path, paths: Sequence[Path]) -> Iterator[Mapping[str, str]]:
        asked.append([path.name for path in paths])
        for path in paths:
            if path.name == name:
                return
            yield {"title": f"det är {path.name}", "fault": "", "nearest": ""}

    return ask


def test_a_file_that_ends_the_program_is_left_for_itself(tmp_path: Path) -> None:
    asked: Asked = []
    known = Recognising(dying_at("b", asked))
    files = lay(tmp_path, "a", "b", "c", "d")
    told = [Told("det är a"), TOO_MUCH, Told("det är c"), Told("det är d")]
    assert known.of(tmp_path, files) == told
    assert asked == [["a", "b", "c", "d"], ["c", "d"]]
    assert known.of(tmp_path, lay(tmp_path, "e")) == [*told, Told("det är e")]
    assert asked[2:] == [["e"]]  # what is known is not asked for anew


def test_it_is_tried_again_when_it_is_another_and_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Asked = []
    known = Recognising(dying_at("b", asked))
    known.of(tmp_path, lay(tmp_path, "b"))
    (tmp_path / inbox.FOLDER / "b").write_bytes(b"another")
    known.of(tmp_path, inbox.arrived(tmp_path))
    monkeypatch.setattr(recognising, "AGAIN_SECONDS", 0.0)
    known.of(tmp_path, inbox.arrived(tmp_path))
    assert asked == [["b"], ["b"], ["b"]]


def test_a_file_that_was_waited_for_in_vain_is_not_called_too_large_and_is_tried_again_when_asked(
    tmp_path: Path,
) -> None:
    asked: Asked = []

    def busy(_data: Path, paths: Sequence[Path]) -> Iterator[Mapping[str, str]]:
        asked.append([path.name for path in paths])
        if len(asked) == 1:
            raise TimeoutError
        yield from ({"title": f"det är {path.name}", "fault": "", "nearest": ""} for path in paths)

    known, files = Recognising(busy), lay(tmp_path, "a", "b")
    told = known.of(tmp_path, files)
    assert told == known.of(tmp_path, files) == [NOT_YET, Told("det är b")]
    known.try_again(files[0])
    assert known.of(tmp_path, files) == [Told("det är a"), Told("det är b")]
    assert asked == [["a", "b"], ["b"], ["a"]]


def test_nobody_waits_longer_than_a_look_may_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "LOOK_SECONDS", 0.0)
    assert Recognising(dying_at("", [])).of(tmp_path, lay(tmp_path, "a", "b")) == [NOT_YET] * 2


def test_the_program_answers_file_by_file_within_its_memory(tmp_path: Path) -> None:
    lay(tmp_path)
    (tmp_path / inbox.FOLDER / "b.json").write_bytes(b"[" + b"[]," * 10_000_000 + b"[]]")
    filled_in.csv_file(tmp_path / inbox.FOLDER / "c.csv", ["a", "b"], [])
    files = inbox.arrived(tmp_path)
    command = ["proposal", "recognise", "--format", "lines", "--", *(str(one.path) for one in files)]
    answers = list(asking.ask(tmp_path, command, 30.0, 400_000_000))
    assert [(one["file"], one["title"]) for one in answers] == [("b.json", ""), ("c.csv", "")]
    assert list(asking.ask(tmp_path, command, 30.0, 20_000_000)) == []
    assert list(asking.ask(tmp_path, [*command[:4], "--seconds=0.05", *command[4:]], 30.0, 400_000_000)) == []
    with pytest.raises(TimeoutError):
        list(asking.ask(tmp_path, command, 0.1, 400_000_000))
