"""Access: sign-in by the organisation's identity provider, roles and rights, in one layer.

All of it is there only where `SIGN_IN` is on; without it nobody is asked for anything, no cookie
is ever set and no request passes through here. `docs/access.md` says how to set it up.

- `table` says which right each address needs, `rights` which rights a role has;
- `layer` enforces it: whoever asks is known from a sealed cookie (`sessions`) or a token
  (`tokens`), and whatever has no right in the table is refused;
- `provider` speaks OpenID Connect, `signing` has the addresses for signing in and out.
"""
