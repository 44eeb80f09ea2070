"""The address as a page's run begins: whose word rules, the address or what the page held."""

from streamlit.testing.v1 import AppTest


def cut_short() -> None:
    """Back leads to another address, and Forward to the first again before that page has run."""
    import streamlit as st

    from dashboard import address

    first = {"omrade": "0126"}
    told = []
    for bar, is_ended in ((first, True), ({}, False), (first, True), (first, True)):
        st.query_params.from_dict(bar)
        run = address.begin("indikator")
        told.append(run.is_new)
        if is_ended:
            run.end()
    st.text(told)


def chosen() -> None:
    """A list is chosen from twice, the second time before the page has run."""
    import streamlit as st

    from dashboard import address

    told = []
    for value, is_ended in (("", True), ("0126", False), ("0127", True)):
        if value:
            address.choose("omrade", value, "")
        run = address.begin("indikator")
        told.append(run.is_new)
        if is_ended:
            run.end()
    st.text(told)


def test_an_address_that_is_come_back_to_before_the_page_has_run_rules_again() -> None:
    app = AppTest.from_function(cut_short, default_timeout=30).run()
    assert not app.exception
    assert app.text[0].value == "[True, True, True, False]"


def test_a_choice_made_before_the_page_has_run_is_no_address_come_by() -> None:
    app = AppTest.from_function(chosen, default_timeout=30).run()
    assert not app.exception
    assert app.text[0].value == "[True, False, False]"
