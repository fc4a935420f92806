"""What a signed-in person may do, in one folder for each role; pages and commands call these functions and nothing below.

`acting.py` is the one way to write: permission, own case, transaction, audit and refreshed figures. `context.py` holds
what every action needs: the open stores, the plugins, the settings and the time.
"""
