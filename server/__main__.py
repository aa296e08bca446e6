"""`python -m server`: start the dashboard."""

from server.run import main

if __name__ == "__main__":
    main()
