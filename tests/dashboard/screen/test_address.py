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


def pressed() -> None:
    """A field is left by a press sent before its writing was heard of; then one goes back, and presses."""
    import streamlit as st

    from dashboard import address

    address.begin("fraga").end()
    address.choose("fraga", "Vad är visionen?", "")
    st.query_params.clear()  # as the press was sent
    address.catch_up()
    told = [address.begin("fraga").is_new, st.query_params.get("fraga")]
    st.session_state["address:bar"] = ("fraga", st.query_params.to_dict())
    st.query_params.clear()
    address.begin("fraga").end()
    address.catch_up()
    st.text([*told, st.query_params.to_dict()])


def looked_at() -> None:
    """A municipality is looked at on Indikator, one is chosen, another looked at, and the whole looked at again."""
    import streamlit as st

    from dashboard import address

    told = []
    for name, value in (("omrade", "0138"), ("kommun", "0128"), ("omrade", "0136"), ("omrade", "sodertorn")):
        address.begin("indikator").settle(name, value, "sodertorn" if name == "omrade" else "", value)
        ways = (address.along(view) or {} for view in ("questions", "eight", "municipality"))
        told.append([way.get("kommun", "") for way in ways])
    st.text(told)


def test_whose_municipality_it_is_is_chosen_and_not_looked_at() -> None:
    app = AppTest.from_function(looked_at, default_timeout=30).run()
    assert not app.exception
    assert app.text[0].value == str(
        [["", "", "0138"], ["0128", "0128", "0128"], ["0128", "0128", "0136"], ["0128", "0128", "0136"]]
    )


def test_an_address_that_is_come_back_to_before_the_page_has_run_rules_again() -> None:
    app = AppTest.from_function(cut_short, default_timeout=30).run()
    assert not app.exception
    assert app.text[0].value == "[True, True, True, False]"


def test_a_choice_made_before_the_page_has_run_is_no_address_come_by() -> None:
    app = AppTest.from_function(chosen, default_timeout=30).run()
    assert not app.exception
    assert app.text[0].value == "[True, False, False]"


def test_a_press_is_of_the_address_that_the_field_before_it_wrote() -> None:
    app = AppTest.from_function(pressed, default_timeout=30).run()
    assert not app.exception
    assert app.text[0].value == "[False, 'Vad är visionen?', {}]"
