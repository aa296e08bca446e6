"""The log: one JSON object a line for programs, or plain lines for a person at a terminal."""

import logging
import logging.config
import sys
from contextvars import ContextVar
from typing import Literal

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""Id of the request that is being answered; empty outside of one."""

PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FIELDS = "%(asctime)s %(levelname)s %(name)s %(message)s"

Format = Literal["auto", "json", "text"]


class AddRequest(logging.Filter):
    """Adds the id of the request to a line that is written while it is answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass."""
        request = REQUEST.get()
        if request and not hasattr(record, "request_id"):
            record.request_id = request
        return True


def configure(level: str, form: Format) -> None:
    """Send every line to standard error, in one form.

    Args:
        level: Least severe message that is logged.
        form: `json`, `text`, or `auto`: text on a terminal, JSON elsewhere.
    """
    text = form == "text" or (form == "auto" and sys.stderr.isatty())
    as_json = {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": FIELDS,
        "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        "json_ensure_ascii": False,
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"request": {"()": AddRequest}},
            "formatters": {"line": {"format": PLAIN} if text else as_json},
            "handlers": {
                "standard error": {
                    "class": "logging.StreamHandler",
                    "formatter": "line",
                    "filters": ["request"],
                }
            },
            "root": {"level": level.upper(), "handlers": ["standard error"]},
        }
    )
