"""Streamlit's entry point."""

from dashboard.ui.shell import main

main()
