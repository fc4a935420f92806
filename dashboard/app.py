"""The script that Streamlit runs at each click; it draws the shell."""

from dashboard.ui.shell import main

main()
