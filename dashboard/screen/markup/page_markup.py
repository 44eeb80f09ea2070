"""What only a page has and nobody can press, as semantic HTML."""

from typing import assert_never

from dashboard.blocks import pieces
from dashboard.screen.markup import markup, multiples_markup, verdict_markup, years_markup


def html_of(piece: pieces.Piece) -> str:  # noqa: C901, PLR0912 - one branch a piece
    """A piece of a page."""
    match piece:
        case pieces.Note(style="made"):
            return markup.trial_banner(piece.text)
        case pieces.Note():
            return markup.paragraph(piece.text, piece.style)
        case pieces.Ways():
            return markup.ways(
                (label, address if "://" in address else f"./{address}") for label, address in piece.pairs
            )
        case pieces.Remarks():
            return markup.notes(piece.lines)
        case pieces.Definitions():
            rows = markup.definition_rows if piece.is_declaration else markup.definitions
            return rows(dict(piece.pairs))
        case pieces.Numbered():
            return markup.numbered(piece.lines)
        case pieces.Commands():
            return markup.commands(piece.steps)
        case pieces.Contents():
            return markup.contents(piece.parts, piece.chosen)
        case pieces.Legend():
            return markup.legend(piece.entries, piece.title)
        case pieces.Matrix():
            return multiples_markup.matrix(piece)
        case pieces.TitledAnswers():
            return verdict_markup.titled(piece.title, piece.answers)
        case pieces.TargetBox():
            return markup.target(piece)
        case pieces.Worked():
            return verdict_markup.worked(piece.steps)
        case pieces.Proposal():
            return verdict_markup.proposal(piece.heading, piece.text, piece.counts, piece.symbol)
        case pieces.Steps():
            return verdict_markup.reasoning(piece)
        case pieces.Stages():
            return markup.stages(piece.name, piece.stages)
        case pieces.YearSlider():
            return years_markup.slider(piece)
        case pieces.Waiting():
            return markup.waiting(piece.title, piece.about, piece.needs)
        case _:
            assert_never(piece)
