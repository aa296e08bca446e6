"""What may be asked of `/exports/…`: area, as-at, page, format; described as in the data API."""

from typing import Annotated

from pydantic import ConfigDict, Field

from api.questions import OptionalText, Question, Values, areas, word
from components.pack.contents import PAGES
from components.pack.controls import OF_PAGE
from components.workbook import FORMATS, XLSX
from data.errors import InvalidParameter, cut

PPTX = "pptx"
DIGESTS = ("html", "txt", "eml")

AnArea = Annotated[
    str,
    Values(areas),
    Field(
        description="Code of the area: london, a BCU such as south-west, or a borough's ONS code.",
        examples=["south-west"],
    ),
]


class WorkbookQuestion(Question):
    """What `/exports/workbook` may be asked: of one page also the page's own parameters."""

    model_config = ConfigDict(extra="allow")

    area: AnArea = "london"
    page: Annotated[
        OptionalText,
        Values(lambda _: {page: page for page in PAGES}),
        Field(
            description=f"One page, out of {', '.join(PAGES)}; by default all of them.",
            examples=["burglary"],
        ),
    ] = None
    format: Annotated[
        str,
        *word(*FORMATS),
        Field(description="`xlsx` or `ods`.", examples=[XLSX]),
    ] = XLSX

    def controls(self) -> dict[str, str]:
        """Return what else is asked: the page's controls, in the order of their names.

        Raises:
            InvalidParameter: No page is named, or the page has no such control.
        """
        extra = {name: str(value) for name, value in (self.model_extra or {}).items()}
        known = [each.name for each in OF_PAGE.get(self.page or "", ())]
        for name, value in extra.items():
            if name not in known:
                fields = type(self).model_fields
                allowed = [*(field.alias or each for each, field in fields.items()), *known]
                message = (
                    f"There is no parameter “{cut(name)}” here. This address knows "
                    f"{', '.join(allowed)}{'' if known else ', and with a page its controls'}."
                )
                raise InvalidParameter(cut(name), value, allowed, message)
        return dict(sorted(extra.items()))


class DigestQuestion(Question):
    """What `/exports/digest` may be asked."""

    area: AnArea = "london"
    since: Annotated[
        str,
        Field(
            description="What is new since then: a month such as 2018-03, or a day: 2018-04-15.",
            examples=["2018-03"],
        ),
    ]
    format: Annotated[
        str,
        *word(*DIGESTS),
        Field(description="`html`, `txt`, or `eml`, a message to be addressed.", examples=["html"]),
    ] = "html"


class DeckQuestion(Question):
    """What `/exports/deck` may be asked."""

    area: AnArea = "london"
    format: Annotated[
        str, *word(PPTX), Field(description="`pptx`, the only one.", examples=[PPTX])
    ] = PPTX
