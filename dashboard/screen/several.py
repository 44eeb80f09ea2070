"""Several choices of one kind, tied to the address."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import address, plain
from dashboard.screen import choices
from malkollen.texts.printable import printable
from malkollen.texts.swedish import listed


class Several:
    """Several choices tied to the address, joined by commas; without any, the default (which may be none) remains.

    Attributes:
        value: what is chosen, in the order of choosing.
        is_usual: whether it is what the default has.
    """

    def __init__(  # noqa: PLR0913 - one question, all its parts by name
        self,
        name: str,
        options: Sequence[str],
        default: list[str],
        label: str,
        shown: Callable[[str], str],
        codes: Mapping[str, str] | None = None,
        *,
        placeholder: str = "Välj områden",
        most: int | None = None,
    ) -> None:
        """Settles what is chosen; the other arguments as of `Choice`. most: how many may be chosen; None for all."""
        self._default, self._most = default, most
        self._name, self._key, self._options, self._label = name, f"choice:{name}", options, label
        self._shown, self._placeholder = shown, placeholder
        run, self._codes = address.run(), codes or {}
        asked = run.asked.get(name)
        if run.rules(name) or self._key not in st.session_state:
            self._say_if_many(self._named(asked))
            st.session_state[self._key] = self._named(asked)[: self._most] or default
        elif asked is None and choices.is_usual(name, st.session_state[self._key]):
            st.session_state[self._key] = default  # nobody has chosen: what is usual may be others by now
        st.session_state[f"default:{name}"] = default
        self.value: list[str] = [one for one in st.session_state[self._key] if one in options][: self._most] or default
        unknown = [part for part in self._parts(asked) if part not in options]
        if unknown and run.rules(name):
            instead = listed(shown(part) for part in self.value)
            choices.say_unknown(name, ", ".join(unknown), label, instead or "Inget annat")
        self.is_usual = set(self.value) == set(default)
        meant = self._named(run.bar.get(name))[: self._most] or default
        run.settle(name, ",".join(self.value), ",".join(default), ",".join(meant))

    def _say_if_many(self, named: list[str]) -> None:
        if self._most is not None and len(named) > self._most:
            address.run().notices.append(
                f"Adressen ber om {len(named)} under {self._label}. Högst {self._most} visas: de som står först."
            )

    def _parts(self, asked: str | None) -> list[str]:
        return [self._codes.get(part.casefold(), part) for part in (asked or "").split(",") if part]

    def _named(self, asked: str | None) -> list[str]:
        return list(dict.fromkeys(part for part in self._parts(asked) if part in self._options))

    def ask(self) -> list[str]:
        """Puts the question where the page has come to; what is chosen."""
        choices.note_usual(self._name, self._default)
        st.multiselect(
            plain.markdown(self._label),
            self._options,
            key=self._key,
            format_func=lambda option: printable(self._shown(option)),
            placeholder=self._placeholder,
            max_selections=self._most,
            wrap=True,
            on_change=choices.chosen,
            args=(self._name,),
        )
        return self.value
