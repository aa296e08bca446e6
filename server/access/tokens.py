"""What programs bring: tokens of the settings, kept as hashes, or the provider's access tokens.

`python -m server.access.tokens NAME ROLE` makes a token and the line for `API_TOKENS`.
"""

import hashlib
import re
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest

from server.access.rights import Role

ENTRY = re.compile(r"([A-Za-z0-9._-]{1,50}):([a-z]+):([0-9a-f]{64})")
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Program:
    """A program that may ask.

    Attributes:
        name: What it is called in the audit log.
        role: Its role.
        sha256: The hash of its token, in hexadecimal digits. A token is 256 random bits, so that
            a hash that is quick to compute cannot be turned round.
    """

    name: str
    role: Role
    sha256: str


def programs(text: str) -> tuple[Program, ...]:
    """Return the programs that a setting lists: `name:role:sha256`, with commas between.

    Raises:
        ValueError: One of them is not of this form; says which by its place.
    """
    found = []
    for place, entry in enumerate(filter(None, (each.strip() for each in text.split(","))), 1):
        match = ENTRY.fullmatch(entry)
        if match is None or match[2] not in set(Role):
            raise ValueError(
                f"Its entry {place} is not of the form name:role:sha256, as "
                "`python -m server.access.tokens NAME ROLE` gives it"
            )
        found.append(Program(match[1], Role(match[2]), match[3]))
    return tuple(found)


def program_of(token: str, known: Sequence[Program]) -> Program | None:
    """Return whose token it is; None where it is nobody's. Every one is compared."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = [each for each in known if compare_digest(each.sha256, digest)]
    return found[0] if found else None


def main(arguments: Sequence[str]) -> int:
    """Make a token; returns the exit status."""
    try:
        name, role = arguments
        token = secrets.token_urlsafe(TOKEN_BYTES)
        line = f"{name}:{role}:{hashlib.sha256(token.encode()).hexdigest()}"
        programs(line)
    except ValueError:
        roles = ", ".join(Role)
        print(f"Usage: python -m server.access.tokens NAME ROLE ({roles})", file=sys.stderr)
        return 2
    print(f"Token, shown this once: {token}")
    print(f"For API_TOKENS: {line}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
