"""Says what is wrong with a setting, and what is allowed."""

from collections.abc import Collection, Mapping

from pydantic import ValidationError
from pydantic.fields import FieldInfo


def explain(
    error: ValidationError, fields: Mapping[str, FieldInfo], secrets: Collection[str]
) -> str:
    """Return a line a setting: its name, its value and what is allowed.

    Args:
        error: What was found.
        fields: The settings.
        secrets: Names of those whose values are not repeated.
    """
    lines = []
    for fault in error.errors():
        if not fault["loc"]:
            # Of several settings together: what was put in has all of them, secrets too.
            lines.append(f"SIGN_IN=true cannot be used: {fault['ctx']['error']}.")
            continue
        name = str(fault["loc"][0]).upper()
        value = "…" if name in secrets else str(fault["input"])[:100]
        lines.append(
            f"{name}={value!r} cannot be used: {fault['msg']}. {_allowed(name, fields)}".rstrip()
        )
    return "\n".join(lines)


def _allowed(name: str, fields: Mapping[str, FieldInfo]) -> str:
    field = fields.get(name.lower())
    if field is None:
        return ""
    lengths = [most for item in field.metadata if (most := getattr(item, "max_length", None))]
    if lengths:
        return f"Allowed: one line of at most {lengths[0]} characters."
    limits = {
        key: value
        for item in field.metadata
        for key in ("ge", "le")
        if (value := getattr(item, key, None)) is not None
    }
    if "ge" in limits and "le" in limits:
        return f"Allowed: a whole number from {limits['ge']} to {limits['le']}."
    if field.annotation is bool:
        return "Allowed: true or false."
    return ""
