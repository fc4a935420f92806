"""The door: what every request passes before Streamlit sees it (docs/decisions/0042-the-door.md)."""
