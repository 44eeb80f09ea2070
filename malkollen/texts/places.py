"""A place among a few in words, one rule for every medium: "delad tvåa av fyra", "näst lägst av fyra"."""

from malkollen.texts.swedish import number_word

RANKS = ("etta", "tvåa", "trea", "fyra", "femma", "sexa", "sjua", "åtta", "nia", "tia")
ORDINALS = ("första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde")


def noun(rank: int) -> str:
    """A place as a noun: "tvåa"."""
    return RANKS[rank - 1] if rank <= len(RANKS) else f"nummer {rank}"


def by_number(rank: int, last_rank: int, of: int) -> str:
    """A place by its number: "först", "delad tvåa", "delad sist".

    Args:
        last_rank: the last place it may be, with those that share it.
    """
    is_shared = last_rank > rank
    if rank == 1:
        return "delad etta" if is_shared else "först"
    if last_rank == of:
        return "delad sist" if is_shared else "sist"
    return f"delad {noun(rank)}" if is_shared else noun(rank)


def by_height(rank: int, last_rank: int, of: int) -> str:
    """A place where lower is better, and so never a number of its own: "näst lägst", "delat högst"."""
    shared = "delat " if last_rank > rank else ""
    if last_rank == of and rank > 1:
        return f"{shared}högst"
    if rank == 1:
        return f"{shared}lägst"
    if rank == 2:
        return f"{shared}näst lägst"
    if last_rank == of - 1 and not shared:
        return "näst högst"
    order = ORDINALS[rank - 1] if rank <= len(ORDINALS) else f"{rank}:e"
    return f"{shared}{order} lägst"


def placed(rank: int, last_rank: int, of: int, *, is_low_best: bool) -> str:
    """A place in a set of more than two, among how many: "delad tvåa av fyra"; all tied "lika med de andra"."""
    if rank == 1 and last_rank == of > 1:
        return "lika med de andra"
    told = by_height if is_low_best else by_number
    return f"{told(rank, last_rank, of)} av {number_word(of)}"


def over(best: int, worst: int, of: int, *, is_low_best: bool) -> str:
    """The places of several comparisons, from the best to the worst: "från tvåa till sist av fyra"."""
    told = by_height if is_low_best else by_number
    if best == worst:
        return placed(best, worst, of, is_low_best=is_low_best)
    return f"från {told(best, best, of)} till {told(worst, worst, of)} av {number_word(of)}"
