"""The program that sets PDFs with typst, run as a process of its own for each document: `pdf_process.py SECONDS BYTES`.

What typst has once computed stays in memory until the process ends, so the server's own must not be the one. Questions
come on its input, a JSON object a line; each is answered on its output by a line of JSON and, for a file, its bytes.
It imports nothing of ours, and reads no more than the template and the fonts.
"""

import json
import sys
from datetime import datetime
from functools import cache
from typing import TypedDict

import typst

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]


class Question(TypedDict):
    """What is asked of a document.

    Attributes:
        template: the file, with everything that it may read in its folder; fonts: folders of the only fonts.
        data: the document as JSON, for the template.
        label: of the marks whose values are asked for; empty where the file itself is.
        made_at: the moment that the file says it was made, ISO 8601 with its zone.
    """

    template: str
    root: str
    fonts: list[str]
    data: str
    label: str
    made_at: str


class Answer(TypedDict):
    """What typst said: why it refused, if it did; the marks as JSON; how many bytes of a file follow."""

    fault: str
    marks: str
    size: int


def compiler(question: Question) -> typst.Compiler:
    """The template with the document as its data; it reads nothing else."""
    return typst.Compiler(
        question["template"],
        root=question["root"],
        font_paths=_fonts(tuple(question["fonts"])),
        ignore_system_fonts=True,
        sys_inputs={"document": question["data"]},
    )


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """The fonts that documents may use, read once; none of the system's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def answer(question: Question) -> tuple[Answer, bytes]:
    """The answer to a question, and the file where one was asked for."""
    try:
        if question["label"]:
            marks = compiler(question).query(f"<{question['label']}>", field="value")
            return {"fault": "", "marks": marks, "size": 0}, b""
        pdf = compiler(question).compile(
            format="pdf", pdf_standards="ua-1", timestamp=datetime.fromisoformat(question["made_at"])
        )
    except (typst.TypstError, RuntimeError) as error:  # a question is refused in another way than a file
        return {"fault": getattr(error, "message", "") or str(error), "marks": "", "size": 0}, b""
    if not isinstance(pdf, bytes):  # a list only of images
        raise TypeError(type(pdf).__name__)
    return {"fault": "", "marks": "", "size": len(pdf)}, pdf


def bound(seconds: int, size: int) -> None:
    """Ends the process at so many seconds of one processor's work, or bytes of memory, where the system has limits."""
    if resource is None:
        return
    # Not the address space: what is only reserved, for threads and fonts, counts there and grows with the processors.
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_DATA, size), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (OSError, ValueError):  # a service manager may forbid it; it then has a limit of its own
            continue


def main() -> None:
    """Answers until there are no more questions: also when the process that asked has gone."""
    bound(*map(int, sys.argv[1:3]))
    for line in sys.stdin.buffer:
        said, file = answer(json.loads(line))
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + file)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
