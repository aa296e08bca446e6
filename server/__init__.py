"""How the dashboard is served: settings, the ASGI stack, static resources, start and stop."""
