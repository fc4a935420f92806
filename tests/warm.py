"""What the fork server of tests/commands.py has read before it forks: each form would take every process 40 ms."""

from importlib.metadata import entry_points

from dashboard.casework.core_forms import core_forms

core_forms()
for area in entry_points(group="ovtf_dashboard.plugins"):
    # Not Registry.load(): it asks areas in threads, and a thread does not live on in a process that was forked.
    area.load().register_forms()
