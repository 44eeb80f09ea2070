"""What every paragraph of indicators.toml is, and the kinds of value that several have."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(strict=False)]  # TOML gives lists
Year = Annotated[int, Field(ge=1900, le=2100)]


class Paragraph(BaseModel):
    """A table of indicators.toml: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
