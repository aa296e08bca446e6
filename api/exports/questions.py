"""What may be asked of `/exports/…`: area, as-at, page, format; described as in the data API."""

from typing import Annotated

from pydantic import Field

from api.questions import OptionalText, Question, Values, areas, word
from components.pack.contents import PAGES
from components.workbook import FORMATS, XLSX

PPTX = "pptx"

AnArea = Annotated[
    str,
    Values(areas),
    Field(
        description="Code of the area: london, a BCU such as south-west, or a borough's ONS code.",
        examples=["south-west"],
    ),
]


class WorkbookQuestion(Question):
    """What `/exports/workbook` may be asked."""

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


class DeckQuestion(Question):
    """What `/exports/deck` may be asked."""

    area: AnArea = "london"
    format: Annotated[
        str, *word(PPTX), Field(description="`pptx`, the only one.", examples=[PPTX])
    ] = PPTX
