"""A place among a few in words, one rule for every medium: "delad tvåa av fyra", "näst lägst av fyra"."""

import re

from malkollen.texts.swedish import number_word, rank as by_figure

Standing = tuple[int, int]
"""A place and among how many."""

RANKS = ("etta", "tvåa", "trea", "fjärde", "femma", "sexa", "sjua", "åttonde", "nia", "tia")
"""The fourth and the eighth as ordinals: "fyra av sex" would be so many of them."""
ORDINALS = ("första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde")
DIFFERS = "beroende på jämförelse"
FIGURES = re.compile(r"(\d{1,3}):[ae](?:–(\d{1,3}):[ae])? av (\d{1,3})")
"""A place, or the places that it may be, as a verdict has them."""


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


def over(best: Standing, worst: Standing, *, is_low_best: bool) -> str:
    """The places of several comparisons, the best and the worst: "tvåa till sist av fyra, beroende på jämförelse".

    Where they are of different size each is told among its own: "tvåa av tre till sist av två, …".
    """
    told = by_height if is_low_best else by_number
    first, last = (placed(rank, rank, of, is_low_best=is_low_best) for rank, of in (best, worst))
    if best == worst:
        return first
    if best[1] != worst[1]:
        return f"{first} till {last}, {DIFFERS}"
    between = "eller" if worst[0] - best[0] == 1 else "till"
    return f"{told(best[0], best[0], best[1])} {between} {last}, {DIFFERS}"


def worded(label: str, *, is_low_best: bool) -> str:
    """A verdict's places in words, "tvåa eller trea av fyra" of "2:a–3:e av 4"; any other verdict as it stands."""

    def told(found: re.Match[str]) -> str:
        first, last, of = int(found[1]), int(found[2] or found[1]), int(found[3])
        return over((first, of), (last, of), is_low_best=is_low_best).removesuffix(f", {DIFFERS}")

    return FIGURES.sub(told, label)


def by_figures(best: Standing, worst: Standing) -> str:
    """The same in figures: "2:a–4:e av 4", "2:a av 3 till 2:a av 2"."""
    if best[1] != worst[1]:
        return f"{by_figure(best[0], *best)} till {by_figure(worst[0], *worst)}"
    return by_figure(best[0], *worst)
