"""What only a page has and nobody can press, as semantic HTML."""

from typing import assert_never

from dashboard.blocks.pieces import (
    Commands,
    Contents,
    Definitions,
    Legend,
    Matrix,
    Note,
    Numbered,
    Piece,
    Proposal,
    Remarks,
    Stages,
    Steps,
    TargetBox,
    TitledAnswers,
    Waiting,
    Ways,
    Worked,
    YearSlider,
)
from dashboard.screen.markup import markup, multiples_markup, verdict_markup, years_markup


def html_of(piece: Piece) -> str:  # noqa: C901, PLR0912 - one branch a piece
    """A piece of a page."""
    match piece:
        case Note(style="made"):
            return markup.trial_banner(piece.text)
        case Note():
            return markup.paragraph(piece.text, piece.style)
        case Ways():
            return markup.ways((label, f"./{address}") for label, address in piece.pairs)
        case Remarks():
            return markup.notes(piece.lines)
        case Definitions():
            rows = markup.definition_rows if piece.is_declaration else markup.definitions
            return rows(dict(piece.pairs))
        case Numbered():
            return markup.numbered(piece.lines)
        case Commands():
            return markup.commands(piece.steps)
        case Contents():
            return markup.contents(piece.parts, piece.chosen)
        case Legend():
            return markup.legend(piece.entries, piece.title)
        case Matrix():
            return multiples_markup.matrix(piece)
        case TitledAnswers():
            return verdict_markup.titled(piece.title, piece.answers)
        case TargetBox():
            return markup.target(piece)
        case Worked():
            return verdict_markup.worked(piece.steps)
        case Proposal():
            return verdict_markup.proposal(piece.heading, piece.text, piece.counts, piece.symbol)
        case Steps():
            return _steps(piece)
        case Stages():
            return markup.stages(piece.name, piece.stages)
        case YearSlider():
            return years_markup.slider(piece)
        case Waiting():
            return markup.waiting(piece.title, piece.about, piece.needs)
        case _:
            assert_never(piece)


def _steps(steps: Steps) -> str:
    if steps.folded:
        return verdict_markup.reasoning(steps.variants, steps.last, steps.folded)
    return verdict_markup.reasoning_open(steps.variants, steps.last)
