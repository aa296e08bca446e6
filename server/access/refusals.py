"""What whoever is refused gets: a designed page for a person, JSON for a program."""

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, Response

from server.access.asker import Asker
from server.access.rights import Role
from server.plain import Action, plain_page
from server.refusal import error

if TYPE_CHECKING:
    from server.access.gate import Gate

NEVER_KEPT = {"Cache-Control": "no-store"}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Met Business Plan"'}


def page(
    gate: "Gate", status: int, title: str, paragraphs: list[str], actions: list[Action]
) -> Response:
    """Return a page that says why something is not shown."""
    text = plain_page(title, paragraphs, actions, marking=gate.words.marking)
    return HTMLResponse(text, status_code=status, headers=NEVER_KEPT)


def forbidden_page(gate: "Gate", asker: Asker) -> Response:
    """Return the page for someone who is known and may not."""
    name = asker.person.name if asker.person else "somebody unknown"
    what = (
        f"You are signed in as {name}, as {_a(asker.role)}, which does not include this page."
        if asker.role
        else f"You are signed in as {name}, but have no role on this dashboard."
    )
    actions = [Action("Sign out", gate.addresses.path("/sign-out"), (("token", asker.csrf),))]
    if asker.role:
        actions.insert(0, Action("Go to the overview", gate.addresses.path("/")))
    return page(
        gate,
        403,
        "You may not see this page",
        [what, f"If you need it, ask {gate.words.contact}."],
        actions,
    )


def no_role_page(gate: "Gate", name: str) -> Response:
    """Return the page for someone who signed in and has no role."""
    return page(
        gate,
        403,
        "You have no role on this dashboard",
        [
            f"{gate.words.provider[0].upper()}{gate.words.provider[1:]} knows you as {name}. "
            "Nobody has given you a role here yet, so there is nothing that may be shown to you.",
            f"To be let in, ask {gate.words.contact}.",
        ],
        [Action("Sign in as somebody else", gate.addresses.path("/sign-in?account=other"))],
    )


def forbidden(contact: str, role: Role | None) -> Response:
    """Return the answer for a program that is known and may not."""
    who = f"Your role, {role}, does" if role else "You have no role here, which does"
    message = f"{who} not include this. If you need it, ask {contact}."
    return _json(403, "role", str(role or ""), message)


def not_signed_in(sign_in: str) -> Response:
    """Return the answer for a program that nobody knows, or a page whose session is over.

    Args:
        sign_in: Address at which to sign in; a page leads its reader there.
    """
    message = "You are not signed in, or your session has ended."
    content = {
        "parameter": "Authorization",
        "value": None,
        "allowed": "a session, or Authorization: Bearer with a token of this dashboard",
        "message": message,
        "sign_in": sign_in,
    }
    return JSONResponse({"error": content}, 401, headers={**NEVER_KEPT, **CHALLENGE})


def bad_token() -> Response:
    """Return the answer for a token that is nobody's."""
    message = "The token is not one of this dashboard’s, is for something else, or has expired."
    answer = _json(401, "Authorization", "", message)
    answer.headers["WWW-Authenticate"] = f'{CHALLENGE["WWW-Authenticate"]}, error="invalid_token"'
    return answer


def provider_down() -> Response:
    """Return the answer where a token cannot be checked just now."""
    answer = _json(503, "Authorization", "", "The identity provider does not answer. Try again.")
    answer.headers["Retry-After"] = "30"
    return answer


def forged() -> Response:
    """Return the answer for a change that another site may have asked for."""
    message = (
        "Nothing was changed: the request does not come from a page of this dashboard as it is "
        "now. Reload the page and try again."
    )
    return _json(403, "X-CSRF-Token", "", message)


def _json(status: int, parameter: str, value: str, message: str) -> Response:
    answer = error(status, parameter, value, None, message)
    answer.headers.update(NEVER_KEPT)
    return answer


def _a(role: Role | None) -> str:
    return f"{'an' if role is Role.EDITOR else 'a'} {role}"
