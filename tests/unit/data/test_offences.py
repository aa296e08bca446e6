from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import InvalidParameter
from data.offences import Offences, slug_of

offences = Offences()


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Burglary: residential", "burglary-residential"),
     ("Fraud and forgery (historical)", "fraud-and-forgery-historical"),
     ("Violence without injury, stalking and harassment",
      "violence-without-injury-stalking-and-harassment")],
)  # fmt: skip
def test_a_slug_is_lower_case_with_hyphens(name: str, slug: str) -> None:
    assert slug_of(name) == slug
    assert offences.get(slug).name == name


@given(st.text())
def test_any_text_has_a_slug_of_words_and_single_hyphens(text: str) -> None:
    slug = slug_of(text)
    assert slug == slug.strip("-")
    assert "--" not in slug
    assert slug_of(slug) == slug


def test_every_slug_is_unique_and_every_parent_known() -> None:
    slugs = [offence.slug for offence in offences.all()]
    assert len(slugs) == len(set(slugs))
    assert all(offence.parent in (None, *slugs) for offence in offences.all())


def test_twelve_groups_hold_twenty_nine_offences() -> None:
    assert len(offences.groups()) == 12
    assert len(offences.leaves("all")) == 29


def test_a_group_whose_only_offence_has_its_name_is_one_series() -> None:
    found = [offence for offence in offences.all() if offence.slug == "possession-of-weapons"]
    assert [offence.kind for offence in found] == ["group"]
    assert offences.children("possession-of-weapons") == ()
    assert offences.leaves("possession-of-weapons") == {"possession-of-weapons"}


def test_knife_crime_with_injury_is_part_of_knife_crime_but_does_not_make_it_up() -> None:
    assert offences.get("knife-crime-with-injury").parent == "knife-crime"
    assert offences.leaves("knife-crime") == {"knife-crime"}


def test_all_series_of_the_api_are_there() -> None:
    for slug in (
        "knife-injury-victims-under-25", "knife-crime", "knife-crime-with-injury",
        "knife-injury-victims-1-to-24", "knife-injury-victims-1-to-24-non-domestic",
        "knife-offences", "violence-against-the-person-pre-2019", "burglary-pre-2019",
        "criminal-damage-pre-2019", "drugs-pre-2019", "fraud-or-forgery-pre-2019",
        "other-notifiable-offences-pre-2019", "robbery-pre-2019", "sexual-offences-pre-2019",
        "theft-and-handling-pre-2019",
    ):  # fmt: skip
        assert slug in offences


def test_what_the_police_find_by_searching_is_better_neither_up_nor_down() -> None:
    neither = {offence.slug for offence in offences.all() if offence.polarity == "neither"}
    assert neither == {
        "drug-offences", "drug-trafficking", "possession-of-drugs", "possession-of-weapons",
        "drugs-pre-2019",
    }  # fmt: skip


def test_an_unknown_offence_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidParameter) as caught:
        offences.get("Burglery")
    assert caught.value.parameter == "offence"
    assert "Did you mean burglary?" in caught.value.message
    assert "burglary" in caught.value.allowed


def test_an_offence_like_no_other_is_refused_with_where_the_list_is() -> None:
    with pytest.raises(InvalidParameter, match="/api/v1/offences"):
        offences.get("%00" * 200)
